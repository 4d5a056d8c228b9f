import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, rmSync, symlinkSync} from 'node:fs';
import {basename, join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {makeBareRoot, runInBareRoot} from './bare-root.mjs';
import {PLATFORM, RELEASE} from './layout.mjs';
import {root as project} from '../setup/root.mjs';

const SMOKE = join(project, 'scripts/release/smoke.sh');
const PYTHON_SMOKE = join(project, 'scripts/release/smoke.py');

function secondsOf(work) {
  const started = performance.now();
  work();
  return Number(((performance.now() - started) / 1000).toFixed(2));
}

/** What a form takes and how it did. */
const figuresOf = (directory, seconds, result) => ({
  megabytes: Number(execFileSync('du', ['-sm', directory], {encoding: 'utf8'}).split('\t')[0]),
  files: Number(execFileSync('sh', ['-c', 'find "$0" -type f | wc -l', directory], {encoding: 'utf8'})),
  'first version (s)': seconds,
  result,
});

/**
 * Unpack a form into a bare system, measure its first start, and put it through the smoke test.
 * @param {{install: (root: string) => string, alien: string}} form `install` puts it there and returns where it is;
 *   `alien` is the program in the system
 * @param {{env: Record<string, string>, directory: string}} grid a sandbox of this machine
 */
function tryInBareRoot({install, alien}, grid) {
  const root = makeBareRoot();
  const place = install(root);
  cpSync(SMOKE, join(root, 'smoke.sh'));
  const certificates = join(root, grid.directory);
  mkdirSync(certificates, {recursive: true});
  for (const name of ['certificates', 'users']) {
    if (existsSync(join(grid.directory, name)))
      cpSync(join(grid.directory, name), join(certificates, name), {recursive: true});
  }
  const seconds = secondsOf(() => runInBareRoot(root, `${alien} version`, grid.env));
  const figures = figuresOf(place, seconds, runInBareRoot(root, `sh /smoke.sh ${alien}`, grid.env).trim());
  rmSync(root, {recursive: true});
  return figures;
}

/** The tarball, unpacked read-only and started through a link, as on CVMFS. */
const tarball = (archive) => ({
  install(root) {
    execFileSync('tar', ['-xzf', archive, '-C', join(root, 'opt')]);
    const name = basename(archive, '.tar.gz');
    execFileSync('chmod', ['-R', 'a-w', join(root, 'opt', name)]);
    symlinkSync(`/opt/${name}/bin/alien`, join(root, 'usr/bin/alien'));
    return join(root, 'opt', name);
  },
  alien: '/usr/bin/alien',
});

const debian = (file) => ({
  install(root) {
    execFileSync('dpkg-deb', ['-x', file, root]);
    return join(root, 'usr/lib/alien-grid');
  },
  alien: 'alien',
});

/** All packages at once below an empty prefix; the Node is the one that npm brings. */
const npm = (tarballs) => ({
  install(root) {
    const words = [
      'install',
      '--global',
      '--silent',
      '--no-audit',
      '--no-fund',
      '--prefix',
      join(root, 'usr/local'),
    ];
    execFileSync('npm', [...words, ...tarballs], {stdio: 'inherit'});
    return join(root, 'usr/local/lib/node_modules');
  },
  alien: '/usr/local/bin/alien',
});

/** In a venv of this machine, with nothing else on the PATH but the system's own programs. */
function tryWheel(wheel, grid) {
  const venv = join(RELEASE, 'venv');
  rmSync(venv, {recursive: true, force: true});
  execFileSync('python3', ['-m', 'venv', venv]);
  execFileSync(join(venv, 'bin/pip'), ['install', '--quiet', wheel], {stdio: 'inherit'});
  const home = join(RELEASE, 'home');
  mkdirSync(home, {recursive: true});
  const env = {PATH: `${venv}/bin:/usr/bin:/bin`, HOME: home, ...grid.env};
  const run = (program, ...words) => execFileSync(program, words, {encoding: 'utf8', env}).trim();
  const seconds = secondsOf(() => run(join(venv, 'bin/alien'), 'version'));
  const result = run(join(venv, 'bin/python'), PYTHON_SMOKE);
  const [packages] = run('sh', '-c', 'echo "$0"/lib/python3*/site-packages/alien_grid', venv).split('\n');
  return figuresOf(packages, seconds, result);
}

/**
 * Install each form and use it.
 * @returns {Record<string, object>} the figures of each
 */
export function tryForms({archive, deb, wheels, tarballs}, grid) {
  return {
    [`tarball ${PLATFORM}`]: tryInBareRoot(tarball(archive), grid),
    deb: tryInBareRoot(debian(deb), grid),
    npm: tryInBareRoot(npm(tarballs), grid),
    pip: tryWheel(wheels.platform, grid),
  };
}
