import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {launcherPackage} from './launcher-package.mjs';
import {PLATFORM, RELEASE, VERSION} from './layout.mjs';
import {archiveName, treeName} from './names.mjs';

/** What the names of the program lead to, from `bin`: the native launcher, else the one that a shell runs. */
const PROGRAMS = [`${launcherPackage(PLATFORM)}/alien`, '@alien-grid/cli/bin/alien'].map(
  (path) => `../lib/node_modules/${path}`,
);

/** What of npm is for reading only. */
const FOR_READERS = /\/npm\/(?:docs|man)$/;

/**
 * Lay out the program with its Node, and npm for plugins, as a directory to unpack anywhere: relocatable, never written to.
 * @param {string} app what `stage` made
 * @param {readonly string[]} names all names of the program
 * @param {{isForUse?: boolean}} how not to be packed: then Node is as it comes
 * @returns {string} the directory
 */
export function layTree(app, names, {isForUse = false} = {}) {
  const tree = join(RELEASE, isForUse ? 'tree' : treeName(VERSION, PLATFORM));
  rmSync(tree, {recursive: true, force: true});
  for (const name of ['bin', 'lib', 'share/man/man1']) mkdirSync(join(tree, name), {recursive: true});
  cpSync(join(app, 'node_modules'), join(tree, 'lib', 'node_modules'), {recursive: true});
  const node = dirname(createRequire(import.meta.url).resolve(`node-${PLATFORM}/package.json`));
  const place = join(tree, 'lib', 'node_modules', `node-${PLATFORM}`);
  mkdirSync(join(place, 'bin'), {recursive: true});
  cpSync(join(node, 'LICENSE'), join(place, 'LICENSE'));
  if (isForUse) linkSync(join(node, 'bin', 'node'), join(place, 'bin', 'node'));
  else execFileSync('strip', ['-o', join(place, 'bin', 'node'), join(node, 'bin', 'node')]);
  const npm = dirname(createRequire(import.meta.url).resolve('npm/package.json'));
  cpSync(npm, join(tree, 'lib/node_modules/npm'), {
    recursive: true,
    filter: (path) => !FOR_READERS.test(path),
  });
  const program = PROGRAMS.find((path) => existsSync(join(tree, 'bin', path)));
  for (const name of ['alien', ...names]) symlinkSync(program, join(tree, 'bin', name));
  const cli = join(tree, 'lib/node_modules/@alien-grid/cli');
  cpSync(join(cli, 'man', 'alien.1'), join(tree, 'share/man/man1/alien.1'));
  layCompletion(join(cli, 'completion'), join(tree, 'share'), names);
  return tree;
}

/** Where each shell looks for completions below a prefix; fish knows one file for all names only among what it reads at its start. */
const COMPLETION = {
  'alien.bash': 'bash-completion/completions/alien',
  'alien.zsh': 'zsh/site-functions/_alien',
  'alien.fish': 'fish/vendor_conf.d/alien.fish',
};

function layCompletion(from, share, names) {
  for (const name of readdirSync(from)) {
    const place = COMPLETION[name];
    if (place === undefined) continue;
    mkdirSync(dirname(join(share, place)), {recursive: true});
    cpSync(join(from, name), join(share, place));
  }
  // bash looks for a file of the name of the program
  const bash = join(share, dirname(COMPLETION['alien.bash']));
  for (const name of names) symlinkSync('alien', join(bash, name));
}

/** @returns {string} the compressed archive of a tree */
export function packTree(tree) {
  const archive = join(dirname(tree), archiveName(VERSION, PLATFORM));
  const words = [
    '--owner=0',
    '--group=0',
    '--sort=name',
    '-czf',
    archive,
    '-C',
    dirname(tree),
    tree.slice(dirname(tree).length + 1),
  ];
  execFileSync('tar', words);
  return archive;
}
