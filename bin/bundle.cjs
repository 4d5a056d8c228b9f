'use strict';
// Loads a bundle with the code that was compiled for it when it was built. Node's own cache holds no function that is
// called later, and has to be filled by each user anew.
const {readFileSync} = require('node:fs');
const Module = require('node:module');
const {dirname} = require('node:path');
const {Script} = require('node:vm');

/** Where the compiled code of a bundle is. */
exports.codePath = (filename) => `${filename}.code`;

/**
 * What stands in front of the code: which bundle, by its first line, and which Node it is for. V8 itself looks at the
 * length of the source only.
 */
exports.codeMark = (source) =>
  `${source.slice(0, source.indexOf('\n'))} ${process.version} ${process.arch}\n`;

/** Compile a bundle. @param code that was made for it earlier; without it functions are compiled when they are called */
exports.compileBundle = (filename, source, code) =>
  new Script(`(function(exports,require,module,__filename,__dirname,__importFrom){${source}\n})`, {
    filename,
    cachedData: code,
  });

/** Evaluate a bundle as `require` does. @returns its exports */
exports.evaluateBundle = (filename, script) => {
  const module = new Module(filename);
  module.filename = filename;
  module.loaded = true;
  require.cache[filename] = module; // plugins and doors come by `require`
  const directory = dirname(filename);
  const own = Module.createRequire(filename);
  const importFrom = (name) => import(name); // from the same package
  const run = script.runInThisContext();
  run.call(module.exports, module.exports, own, module, filename, directory, importFrom);
  return module.exports;
};

/** Load a bundle, by `require` where no code is there for it. @param filename absolute */
exports.loadBundle = (filename) => {
  const code = codeOf(filename);
  if (code === undefined) return require(filename);
  const source = readFileSync(filename, 'latin1'); // it is ASCII
  const mark = exports.codeMark(source);
  if (code.latin1Slice(0, mark.length) !== mark) return require(filename);
  return exports.evaluateBundle(
    filename,
    exports.compileBundle(filename, source, code.subarray(mark.length)),
  );
};

function codeOf(filename) {
  try {
    return readFileSync(exports.codePath(filename));
  } catch {
    return undefined;
  }
}
