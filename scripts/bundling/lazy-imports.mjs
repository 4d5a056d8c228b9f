import {createHash} from 'node:crypto';

/**
 * An esbuild plugin that has what a module imports loaded when it is first used. An import of a module of Node or of a
 * CommonJS library becomes `import_name = require(...)` at the head of the bundle, hundreds of them; a command uses few.
 * It works on the text that esbuild writes, with names unminified and `minifyWhitespace`.
 */
export function lazyImports() {
  return {
    name: 'lazy-imports',
    setup(build) {
      build.onEnd(({outputFiles = []}) => {
        for (const file of outputFiles) {
          if (!/\.c?js$/.test(file.path)) continue;
          file.contents = Buffer.from(withLazyImports(file.text));
        }
      });
    },
  };
}

/** The same as a function of the text. The first line says which text it is. */
export function withLazyImports(text) {
  const names = new Set([...text.matchAll(ASSIGNED)].map(([, name]) => name));
  for (const [, name] of text.matchAll(USED_OTHERWISE)) names.delete(name); // as a whole, handed on
  const assigned = text.replace(ASSIGNED, (whole, name, value) =>
    names.has(name) ? `${name}=${lazyValue(value)}` : whole,
  );
  const used = assigned.replace(USED, (whole, name) => (names.has(name) ? `(${name}()).` : whole));
  const made = ascii(used.replace(DYNAMIC, '__import(').replace(DIRECTIVE, `$&${HELPERS}`));
  return `//${createHash('sha256').update(made).digest('hex')}\n${made}`;
}

/** Only regular expressions hold other characters still. Node reads plain ASCII in half the time. */
function ascii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Modules of Node come by the direct way: `require` asks the hooks of plugins first, each time. */
function lazyValue(value) {
  const [, builtin] = /^require\(("node:[^"]+")\)$/.exec(value) ?? [];
  if (builtin !== undefined) return `__builtin(${builtin})`;
  const [, own] = /^__load\(("[^"]+")\)$/.exec(value) ?? [];
  return own === undefined ? `__lazily(()=>${value})` : `__module(${own})`;
}

const HELPERS =
  'var __lazily=load=>{let made;return()=>made??=load()},__builtins={__proto__:null},' +
  '__builtin=name=>__builtins[name]??=__lazily(()=>process.getBuiltinModule(name)),' +
  // Node lets no code import that is compiled by hand: then what compiles it brings this
  "__import=typeof __importFrom=='function'?__importFrom:name=>import(name);";

const ASSIGNED =
  /\b(import_[\w$]+)=((?:__toESM\d*\()?(?:require\("[^"]+"\)|require_[\w$]+\(\)|__load\("[^"]+"\))(?:,1\)|\))?)(?=[,;}])/g;
const USED = /\b(import_[\w$]+)\./g;
const USED_OTHERWISE = /\b(import_[\w$]+)(?![\w$.=,;])/g;
/** Not `'import()'` in a text. */
const DYNAMIC = /(?<![\w$.])import\((?!\))/g;
const DIRECTIVE = /^(?:"use strict";)?/;
