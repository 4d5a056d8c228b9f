import {readdir, readFile} from 'node:fs/promises';
import {dirname, join, relative, resolve} from 'node:path';
import {transform} from 'esbuild';
import {commandTable} from '../lazy-commands.mjs';

/** Namespace of these modules for other plugins of esbuild. */
export const OURS = 'modules-apart';

/** The module that the table of commands is imported as. */
const COMMANDS = '"alien:commands"';

/**
 * An esbuild plugin that keeps our modules apart in the bundle, each a function of its own. What a module imports is
 * loaded when it is first used (see `lazyImports`), so a command evaluates what it comes through. As esbuild joins
 * modules, each start makes all functions of all modules. The exports of the bundle tell in `evaluated` which were.
 * @param entry absolute path of the first module
 * @param others absolute paths of modules that the first one does not need
 */
export function modulesApart(entry, others) {
  const sources = dirname(entry);
  /** What loads a module, as text. @param path absolute */
  const load = (path) => `__load(${JSON.stringify(relative(sources, path))})`;
  return {
    name: 'modules-apart',
    setup(build) {
      const {define} = build.initialOptions;
      build.onResolve({filter: /./}, ({path, kind, resolveDir}) =>
        kind === 'entry-point' && resolve(resolveDir, path) === entry
          ? {path: 'main.cjs', namespace: OURS}
          : undefined,
      );
      build.onLoad({filter: /./, namespace: OURS}, async () => {
        const files = (await readdir(sources, {recursive: true})).map((file) => join(sources, file));
        const paths = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
        const modules = await Promise.all(
          paths
            .filter((path) => !others.includes(path))
            .sort()
            .map(async (path) => moduleText(await readFile(path, 'utf8'), path, {load, define})),
        );
        const table = await commandTable(join(sources, 'commands'), load);
        const contents = [
          PRELUDE,
          `const __modules = {__proto__: null, ${[...modules, `${COMMANDS}(exports) {${table}}`].join(',\n')}};`,
          `module.exports = __defProp(${load(entry).replace('__load', '__module')}(), 'evaluated', {get: () => Object.keys(__loaded)});`,
        ].join('\n');
        return {contents, loader: 'js', resolveDir: sources};
      });
    },
  };
}

/** A module as a method that fills its exports. */
async function moduleText(source, path, {load, define}) {
  const {code} = await transform(source, {
    sourcefile: path,
    loader: 'ts',
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    supported: {using: true},
    define,
  });
  const loadBeside = (name) => load(resolve(dirname(path), name));
  const body = code
    .replace(HEAD, (_, getters) => (getters ? `__export(exports, ${getters});\n` : ''))
    .replace(TAIL, '')
    .replace(/\b__reExport\(\w+_exports, (.*), module\.exports\)/g, '__exportAll(exports, $1)')
    .replace(/\brequire\("(\.[^"]+)"\)/g, (_, name) => loadBeside(name))
    .replace(/\bimport\("(\.[^"]+)"\)/g, (_, name) => `Promise.resolve().then(() => ${loadBeside(name)})`)
    .replaceAll(`require(${COMMANDS})`, `__load(${COMMANDS})`);
  const name = /(?<=__load\().*(?=\))/.exec(load(path));
  return `${name}(exports) {\n${body}\n}`;
}

/** What esbuild writes in front of a module with exports, and behind it. */
const HEAD =
  /^[^]*?var \w+_exports = \{\};\n(?:__export\(\w+_exports, (\{[^]*?\n\})\);\n)?module\.exports = __toCommonJS\(\w+_exports\);\n/;
const TAIL = /\n\/\/ Annotate the CommonJS export names[^]*$/;

const PRELUDE = `"use strict";
const __defProp = Object.defineProperty;
const __export = (target, all) => {
  for (const name in all) __defProp(target, name, {get: all[name], enumerable: true});
};
const __exportAll = (target, from) => {
  for (const name of Object.keys(from)) __defProp(target, name, {get: () => from[name], enumerable: true});
};
const __toESM = (library) => {
  if (library.__esModule) return library;
  const module = Object.create(library, {default: {value: library}});
  return module;
};
const __loaded = {__proto__: null};
const __load = (name) => {
  let exports = __loaded[name];
  if (exports === undefined) {
    __loaded[name] = exports = __defProp({}, '__esModule', {value: true});
    __modules[name](exports);
  }
  return exports;
};
/* What lazyImports makes of __load; the last line uses it too, so that esbuild keeps it. */
const __module = (name) => {
  let exports;
  return () => (exports ??= __load(name));
};
`;
