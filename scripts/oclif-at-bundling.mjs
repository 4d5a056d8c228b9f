import {createRequire} from 'node:module';
import {withLazyRequires} from './bundling/lazy-requires.mjs';

const OCLIF_VERSION = createRequire(import.meta.url)('@oclif/core/package.json').version;

/**
 * Replacements in oclif that are made when it is bundled, most for time at start that no command of ours needs.
 * A replacement that no longer finds its place stops the build: then look at the new oclif.
 */
const REPLACEMENTS = [
  {
    // loads semver and the package.json of oclif; the launcher sees to the right Node
    file: /@oclif\/core\/lib\/index\.js$/,
    find: /^checkNodeVersion\(\);$/m,
    replace: '',
  },
  {
    // warns where the current directory was removed; what needs it says so
    file: /@oclif\/core\/lib\/index\.js$/,
    find: /^checkCWD\(\);$/m,
    replace: '',
  },
  {
    // loads the collation tables of ICU to sort identifiers that are ASCII
    file: /@oclif\/core\/lib\/config\/plugin\.js$/,
    find: 'a.id.localeCompare(b.id)',
    replace: '(a.id < b.id ? -1 : 1)',
  },
  {
    // looks whether Linux runs inside of Windows, for install hints that we do not give
    file: /@oclif\/core\/lib\/util\/os\.js$/,
    find: "(await import('wsl-utils')).isWsl ? 'wsl' : (0, node_os_1.platform)()",
    replace: '(0, node_os_1.platform)()',
  },
  {
    // asks the system for the shell of the account, and fails in containers and jobs, whose accounts it may not know
    file: /@oclif\/core\/lib\/util\/os\.js$/,
    find: '(0, node_os_1.userInfo)().shell?',
    replace: "''",
  },
  {
    // writes nothing at the end of each command, which fails where stdout is full, though there was nothing to say
    file: /@oclif\/core\/lib\/flush\.js$/,
    find: "const isFlushed = process.stdout.write('');",
    replace: 'const isFlushed = !process.stdout.writableNeedDrain;',
  },
  {
    // reads files of the user's directories: waits without end where one of them is a pipe, warns where it cannot, and
    // starts threads for it
    file: /@oclif\/core\/lib\/util\/fs\.js$/,
    find: "const contents = await (0, promises_1.readFile)(path, 'utf8');",
    replace:
      'let stats; try { stats = (0, node_fs_1.statSync)(path); } catch {} ' +
      'if (!stats?.isFile() || stats.size > 64 << 20) ' +
      "throw Object.assign(new Error(path + ' is not a file of this kind'), {code: 'ENOENT'}); " +
      "const contents = (0, node_fs_1.readFileSync)(path, 'utf8');",
  },
  {
    // loads the program and all its plugins a second time for the command itself
    file: /@oclif\/core\/lib\/config\/config\.js$/,
    find: /(?=debug\(`reloading config from)/,
    replace: 'if (opts instanceof Config) return opts; ',
  },
  {
    // looks for commands in directories, which bundles do not have
    file: /@oclif\/core\/lib\/config\/plugin\.js$/,
    find: 'const tinyglobby_1 = require("tinyglobby");',
    replace: 'const tinyglobby_1 = {glob: (...words) => require("tinyglobby").glob(...words)};',
  },
  {
    // our list of plugins holds names, not patterns
    file: /@oclif\/core\/lib\/config\/plugin-loader\.js$/,
    find: '(0, minimatch_1.minimatch)(p, w)',
    replace: 'p === w',
  },
  {
    file: /@oclif\/core\/lib\/config\/plugin-loader\.js$/,
    find: 'const minimatch_1 = require("minimatch");',
    replace: '',
  },
  {
    // loads what colours and formats the words of a debugger, which are not wanted
    file: /@oclif\/core\/lib\/logger\.js$/,
    find: 'const debug = (0, debug_1.default)(namespace);',
    replace: 'const debug = process.env.DEBUG ? (0, debug_1.default)(namespace) : () => {};',
  },
  {
    // looks for files that are in this bundle
    file: /@oclif\/core\/lib\/module-loader\.js$/,
    find: /(?<=async function loadWithData\(config, modulePath\) \{\n)/,
    replace:
      'const inside = config.inBundle?.(modulePath); ' +
      'if (inside) return {filePath: modulePath, isESM: false, module: inside};\n',
  },
  {
    // takes an operand that is missing from stdin, where some of it comes within 10 ms: the next names of a loop's list
    file: /@oclif\/core\/lib\/parser\/parse\.js$/,
    find: 'const { stdin, stdout } = process;',
    replace: 'return undefined; const { stdin, stdout } = process;',
  },
  {
    // looks at the operands of a command, for which the whole manifest is read; a shipped command knows whether it has any
    file: /@oclif\/core\/lib\/help\/util\.js$/,
    find: 'cmd.strict === false || Object.keys(cmd.args ?? {}).length > 0',
    replace: '(cmd.hasOperands ?? (cmd.strict === false || Object.keys(cmd.args ?? {}).length > 0))',
  },
  {
    // resolves the package.json of oclif and reads it, for its version
    file: /@oclif\/core\/lib\/cache\.js$/,
    find: "require('@oclif/core/package.json').version",
    replace: JSON.stringify(OCLIF_VERSION),
  },
  {
    // throws what our own listener deals with, such as the end of a terminal
    file: /@oclif\/core\/lib\/command\.js$/,
    find: /^ {4}throw err;$/m,
    replace: '',
  },
];

/** An esbuild plugin that applies the replacements. */
export function oclifReplacements() {
  return {
    name: 'oclif-replacements',
    setup(build) {
      const done = new Set();
      build.onLoad({filter: /@oclif\/core\/lib\/.*\.js$/}, async ({path}) => {
        const mine = REPLACEMENTS.filter(({file}) => file.test(path));
        const {readFile} = await import('node:fs/promises');
        let contents = await readFile(path, 'utf8');
        for (const replacement of mine) {
          const next = contents.replace(replacement.find, replacement.replace);
          if (next !== contents) done.add(replacement);
          contents = next;
        }
        return {contents: withLazyRequires(contents), loader: 'js'};
      });
      build.onEnd(() => {
        const missing = REPLACEMENTS.filter((replacement) => !done.has(replacement));
        const errors = missing.map(({file, find}) => ({
          text: `oclif has changed: ${find} not found in ${file}`,
        }));
        return {errors};
      });
    },
  };
}
