import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';

/** Whole systems of others, the oldest first: what a release meets outside of this machine. */
export const SYSTEMS = [
  {name: 'Debian 11', suite: 'bullseye'},
  {name: 'Debian 12', suite: 'bookworm'},
  {name: 'Debian 13', suite: 'trixie'},
];

/** Besides what every Debian has: no Node, no compiler, no XRootD. */
const INCLUDED = ['ca-certificates', 'python3-venv'];

/** What is dear to fetch is kept here, for all checkouts. */
export const DOWNLOADS = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'alien-release');

const archiveOf = ({suite}) => join(DOWNLOADS, `${suite}-${process.arch}.tar`);

/** Whether a system is at hand. */
export const isCached = (system) => existsSync(archiveOf(system));

/**
 * Fetch a system with debootstrap and keep it as an archive: about a minute and 250 MB.
 * @returns {string | undefined} why it cannot be had, in a line
 */
export function fetchSystem(system) {
  if (isCached(system)) return undefined;
  mkdirSync(DOWNLOADS, {recursive: true});
  const root = join(DOWNLOADS, `${system.suite}.${process.pid}`);
  try {
    installDebootstrap();
    const words = ['--variant=minbase', `--include=${INCLUDED.join()}`, system.suite, root, mirror()];
    quietly('debootstrap', words);
    rmSync(join(root, 'var/cache/apt/archives'), {recursive: true, force: true});
    quietly('tar', ['-C', root, '--exclude=./dev/*', '-cf', `${root}.tar`, '.']);
    renameSync(`${root}.tar`, archiveOf(system));
    return undefined;
  } catch (error) {
    return error.message;
  } finally {
    rmSync(root, {recursive: true, force: true});
  }
}

/**
 * Unpack a system that is at hand.
 * @param {string} root is made anew
 */
export function unpackSystem(system, root) {
  rmSync(root, {recursive: true, force: true});
  mkdirSync(root, {recursive: true});
  quietly('tar', ['-C', root, '-xf', archiveOf(system)]);
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
}

function installDebootstrap() {
  if (spawnSync('debootstrap', ['--version'], {stdio: 'ignore'}).status === 0) return;
  quietly('apt-get', ['install', '--yes', '--no-install-recommends', 'debootstrap']);
}

/** The mirror that apt uses here: it has the other releases too, if this machine is a Debian. */
function mirror() {
  const words = ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian'];
  const [uri] = execFileSync('apt-get', words, {encoding: 'utf8'}).split('\n');
  if (!uri) throw new Error('apt knows no mirror of Debian here (apt-get update may help)');
  return uri;
}

function quietly(program, words) {
  const {status, stdout, stderr, error} = spawnSync(program, words, {encoding: 'utf8', maxBuffer: 2 ** 26});
  if (error) throw new Error(`${program} cannot be run: ${error.message}`);
  if (status !== 0) throw new Error(`${program}: ${`${stdout}${stderr}`.trim().split('\n').at(-1)}`);
}
