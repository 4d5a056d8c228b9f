'use strict';
// For NODE_OPTIONS=--require: writes what a process has loaded by its end to the file that LOADED_FILE names.
const {existsSync, statSync, writeFileSync} = require('node:fs');
const {codePath} = require('../../bin/bundle.cjs');

process.once('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== module.filename);
  const read = files.flatMap((file) => [file, codePath(file)]).filter((file) => existsSync(file));
  const bytes = read.reduce((sum, file) => sum + statSync(file).size, 0);
  const builtins = process.moduleLoadList.length;
  const modules = files.flatMap((file) => require.cache[file].exports.evaluated ?? []);
  writeFileSync(process.env.LOADED_FILE, JSON.stringify({files, bytes, builtins, modules}));
});
