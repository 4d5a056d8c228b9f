'use strict';
// For NODE_OPTIONS=--require: writes what a process has loaded by its end to the file that LOADED_FILE names.
const fs = require('node:fs');
const {codePath} = require('../../bin/bundle.cjs');

const manifests = [];
const {openSync} = fs;
fs.openSync = (path, ...terms) => {
  if (String(path).endsWith('oclif.manifest.json')) manifests.push(path);
  return openSync(path, ...terms);
};

process.once('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== module.filename);
  const read = files.flatMap((file) => [file, codePath(file)]).filter((file) => fs.existsSync(file));
  const bytes = read.reduce((sum, file) => sum + fs.statSync(file).size, 0);
  const builtins = process.moduleLoadList.length;
  const modules = files.flatMap((file) => require.cache[file].exports.evaluated ?? []);
  fs.writeFileSync(process.env.LOADED_FILE, JSON.stringify({files, bytes, builtins, modules, manifests}));
});
