'use strict';
// For NODE_OPTIONS=--require: writes what a process has loaded by its end to the file that LOADED_FILE names.
const {statSync, writeFileSync} = require('node:fs');

process.once('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== module.filename);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const builtins = process.moduleLoadList.length;
  writeFileSync(process.env.LOADED_FILE, JSON.stringify({files, bytes, builtins}));
});
