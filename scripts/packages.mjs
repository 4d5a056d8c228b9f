import {execFile} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {PLATFORMS} from '../native/prebuild/platforms.mjs';
import {LAUNCHER_PLATFORMS, launcherPackage, writeLauncherPackage} from './release/launcher-package.mjs';
import {PLUGINS} from './setup/plugins.mjs';
import {root} from './setup/root.mjs';
import {tarballStamp} from './setup/stamps.mjs';

/** The directories of all packages that are published, relative to the project. */
const PACKAGES = ['.', 'native', ...PLUGINS];
const TARBALLS = join(root, '.cache/packages');

/** What no package holds: tests, sources that are in a bundle, what only a checkout needs. */
const UNWANTED = /\/test\/|\.test\.|\/\.alien-|\/src\/.*(?<!\.d)\.ts$|tsconfig|^package\/build\//;

/**
 * Packages of platforms, which the published ones name among their optional dependencies. Those of the checkout cannot:
 * `npm ci` would look for them in a registry, where this version is not yet.
 */
const PLATFORM_PACKAGES = {
  '@alien-grid/cli': LAUNCHER_PLATFORMS.map(launcherPackage),
  'xrootd-native': Object.keys(PLATFORMS).map((platform) => `xrootd-native-${platform}`),
};

/** Pack all packages as they are published, unless that is done. @returns the paths of the tarballs */
export async function packAll() {
  if (!tarballStamp.isFresh()) {
    rmSync(TARBALLS, {recursive: true, force: true});
    const launcher = join(TARBALLS, 'launcher');
    writeLauncherPackage(launcher);
    await pack([...PACKAGES.map((path) => join(root, path)), launcher]);
    for (const tarball of tarballs()) await namePlatformPackages(tarball);
    tarballStamp.write(tarballStamp.current());
  }
  return tarballs();
}

const tarballs = () =>
  readdirSync(TARBALLS)
    .filter((name) => name.endsWith('.tgz'))
    .map((name) => join(TARBALLS, name));

const pack = (places) => run('npm', ['pack', '--silent', '--pack-destination', TARBALLS, ...places]);

/** The package.json in a tarball. */
export const manifestOf = async (tarball) =>
  JSON.parse(await run('tar', ['-xzOf', tarball, 'package/package.json']));

async function namePlatformPackages(tarball) {
  const {scripts, ...manifest} = await manifestOf(tarball);
  const names = PLATFORM_PACKAGES[manifest.name];
  if (names === undefined) return;
  const directory = join(TARBALLS, 'unpacked');
  mkdirSync(directory, {recursive: true});
  await run('tar', ['-xzf', tarball, '-C', directory]);
  const additional = Object.fromEntries(names.map((name) => [name, manifest.version]));
  const optionalDependencies = {...manifest.optionalDependencies, ...additional};
  delete scripts.prepack; // it is for the checkout
  const published = {...manifest, scripts, optionalDependencies};
  writeFileSync(join(directory, 'package/package.json'), `${JSON.stringify(published, null, 2)}\n`);
  await pack([join(directory, 'package')]);
  rmSync(directory, {recursive: true});
}

/** Insist that the packages are right for those who install and import them: files, entries, types. */
export async function checkPackages() {
  for (const tarball of await packAll()) {
    const files = (await run('tar', ['-tzf', tarball])).trim().split('\n');
    const unwanted = files.filter((file) => UNWANTED.test(file));
    if (unwanted.length > 0) throw new Error(`${tarball} holds what it need not: ${unwanted.join(', ')}`);
    const promised = promisedFiles(await manifestOf(tarball));
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
