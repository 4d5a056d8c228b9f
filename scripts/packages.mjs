import {execFile} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {PLUGINS} from './setup/plugins.mjs';
import {root} from './setup/root.mjs';
import {tarballStamp} from './setup/stamps.mjs';

/** The directories of all packages that are published, relative to the project. */
const PACKAGES = ['.', 'native', ...PLUGINS];
const TARBALLS = join(root, '.cache/packages');

/** What no package holds: tests, sources that are in a bundle, what only a checkout needs. */
const UNWANTED = /\/test\/|\.test\.|\/\.alien-|\/src\/.*(?<!\.d)\.ts$|tsconfig|^package\/build\//;

/** Pack all packages as they are published, unless that is done. @returns the paths of the tarballs */
export async function packAll() {
  if (!tarballStamp.isFresh()) {
    rmSync(TARBALLS, {recursive: true, force: true});
    mkdirSync(TARBALLS, {recursive: true});
    const places = PACKAGES.map((path) => join(root, path));
    await run('npm', ['pack', '--silent', '--pack-destination', TARBALLS, ...places]);
    tarballStamp.write(tarballStamp.current());
  }
  const names = readdirSync(TARBALLS).filter((name) => name.endsWith('.tgz'));
  return names.map((name) => join(TARBALLS, name));
}

/** Insist that the packages are right for those who install and import them: files, entries, types. */
export async function checkPackages() {
  for (const tarball of await packAll()) {
    const files = (await run('tar', ['-tzf', tarball])).trim().split('\n');
    const unwanted = files.filter((file) => UNWANTED.test(file));
    if (unwanted.length > 0) throw new Error(`${tarball} holds what it need not: ${unwanted.join(', ')}`);
    const promised = promisedFiles(JSON.parse(await run('tar', ['-xzOf', tarball, 'package/package.json'])));
    const missing = promised.filter((name) => !isAmong(files, `package/${name}`));
    if (missing.length > 0) throw new Error(`${tarball} lacks what it promises: ${missing.join(', ')}`);
    await run('publint', ['--strict', tarball]);
    const hasTypes = files.some((file) => file.endsWith('.d.ts'));
    if (hasTypes) await run('attw', ['--profile', 'node16', '-f', 'ascii', tarball]);
  }
}

/** What package.json names in places that publint does not look at. */
function promisedFiles({files, man = [], oclif}) {
  const loaded = [oclif?.commands?.target, ...Object.values(oclif?.hooks ?? {}).map(({target}) => target)];
  return ['LICENSE', ...files.filter((name) => !/[*!]/.test(name)), man, loaded]
    .flat()
    .filter((name) => name !== undefined)
    .map((name) => name.replace(/^\.\//, ''));
}

function isAmong(files, path) {
  return files.some((file) => file === path || file.startsWith(`${path}/`));
}

/** Run a program quietly. @returns what it prints; a failure has that in its message */
async function run(program, words) {
  const PATH = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  const options = {cwd: root, env: {...process.env, PATH}, maxBuffer: 1 << 24};
  try {
    return (await promisify(execFile)(program, words, options)).stdout;
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? error.message}`;
    throw new Error(`${program} ${words.join(' ')} failed:\n${said}`, {cause: error});
  }
}
