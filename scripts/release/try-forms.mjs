import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, rmSync, symlinkSync} from 'node:fs';
import {basename, join} from 'node:path';
import {makeBareRoot, runInBareRoot} from './bare-root.mjs';
import {checkSize, figuresOf, secondsOf} from './figures.mjs';
import {PLATFORM, RELEASE} from './layout.mjs';
import {root as project} from '../setup/root.mjs';

const SMOKE = join(project, 'scripts/release/smoke.sh');
const PYTHON_SMOKE = join(project, 'scripts/release/smoke.py');
const PLUGIN = join(project, 'examples/plugin');

/**
 * Unpack a form into a bare system, measure its first start, and put it through the smoke test.
 * @param {{install: (root: string) => string, alien: string, hasNpm?: boolean}} form `install` puts it there and returns
 *   where it is; `alien` is the program in the system; `hasNpm` says whether it can install plugins there
 * @param {{env: Record<string, string>, directory: string}} grid a sandbox of this machine
 */
function tryInBareRoot({install, alien, hasNpm = true}, grid) {
  const root = makeBareRoot();
  const place = install(root);
  cpSync(SMOKE, join(root, 'smoke.sh'));
  cpSync(PLUGIN, join(root, 'plugin'), {recursive: true});
  const certificates = join(root, grid.directory);
  mkdirSync(certificates, {recursive: true});
  for (const name of ['certificates', 'users']) {
    if (existsSync(join(grid.directory, name)))
      cpSync(join(grid.directory, name), join(certificates, name), {recursive: true});
  }
  const seconds = secondsOf(() => runInBareRoot(root, `${alien} version`, grid.env));
  const smoke = `sh /smoke.sh ${alien} ${hasNpm ? '/plugin' : ''}`;
  const figures = figuresOf(place, seconds, runInBareRoot(root, smoke, grid.env).trim());
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
    const place = join(root, 'usr/local/lib/node_modules');
    checkSize(place);
    return place;
  },
  alien: '/usr/local/bin/alien',
  hasNpm: false, // it is on the machine that installs
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
