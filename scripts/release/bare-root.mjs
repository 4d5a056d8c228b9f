import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {RELEASE} from './layout.mjs';

/** A system with a C and a C++ library, a shell and coreutils: no Node, no compiler, no XRootD, no OpenSSL, no zlib. */
const PACKAGES = [
  'libc6',
  'libgcc-s1',
  'gcc-12-base',
  'libstdc++6',
  'dash',
  'coreutils',
  'libacl1',
  'libattr1',
];
PACKAGES.push('libgmp10', 'libselinux1', 'libpcre2-8-0');

/**
 * Make the directory of a bare system from Debian's packages.
 * @returns {string} its root
 */
export function makeBareRoot() {
  const root = join(RELEASE, 'bare-root');
  const packages = join(RELEASE, 'bare-packages');
  rmSync(root, {recursive: true, force: true});
  for (const directory of [root, packages]) mkdirSync(directory, {recursive: true});
  // apt downloads as a user of its own where it can, who may not be able to write here
  const words = ['-o', 'APT::Sandbox::User=root', 'download', '--quiet=2', ...PACKAGES];
  if (readdirSync(packages).length < PACKAGES.length)
    execFileSync('apt-get', words, {cwd: packages, stdio: 'inherit'});
  layRoot(root);
  for (const name of readdirSync(packages)) execFileSync('dpkg-deb', ['-x', join(packages, name), root]);
  return root;
}

/** What is in every root: directories, one account, the name of this machine. */
function layRoot(root) {
  for (const name of ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64'])
    mkdirSync(join(root, name), {recursive: true});
  execFileSync('ln', ['-s', 'usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', root]);
  for (const name of ['dev', 'proc', 'tmp', 'etc', 'opt', 'root'])
    mkdirSync(join(root, name), {recursive: true});
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\n');
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
}

/** The programs of a system that is copied from this one. */
const PROGRAMS = ['sh', 'cat', 'env', 'ls', 'mkdir', 'mktemp', 'mv', 'readlink', 'rm', 'uname', 'wc'];

/** What Node takes of the system besides. */
const LIBRARIES = ['libdl.so.2', 'libpthread.so.0', 'libm.so.6', 'libstdc++.so.6', 'libgcc_s.so.1'];

/**
 * Make the directory of a bare system from files of this one, without a network: a shell and coreutils, and the C and
 * C++ libraries.
 * @returns {string} its root
 */
export function copyBareRoot() {
  const root = join(RELEASE, 'copied-root');
  rmSync(root, {recursive: true, force: true});
  mkdirSync(root, {recursive: true});
  layRoot(root);
  const programs = PROGRAMS.map((name) => execFileSync('which', [name], {encoding: 'utf8'}).trim());
  const linked = execFileSync('ldd', programs, {encoding: 'utf8'}).matchAll(/(\/\S+) \(0x/g);
  const needed = [...linked].map(([, path]) => path);
  const directory = dirname(needed.find((path) => path.endsWith('/libc.so.6')));
  const more = LIBRARIES.map((name) => join(directory, name)).filter((path) => existsSync(path));
  for (const path of new Set([...programs, ...needed, ...more])) {
    mkdirSync(dirname(join(root, path)), {recursive: true});
    copyFileSync(path, join(root, path));
  }
  return root;
}

/** @returns {string | undefined} why this machine lets no one have namespaces; undefined: it does */
export function whyNotIsolated(root) {
  try {
    runInBareRoot(root, 'true', {}, [], 'pipe');
    return undefined;
  } catch (error) {
    return String(error.stderr ?? error.message)
      .trim()
      .split('\n')[0];
  }
}

/**
 * Run a line of shell in a bare system: its own processes and mounts, the network of this machine.
 * @param {string} root of the system
 * @param {string} line for its `sh`
 * @param {Record<string, string>} env all its variables but PATH and HOME
 * @param {readonly (readonly [from: string, to: string])[]} shown directories of this machine, and where it sees them
 * @returns {string} what it printed
 * @throws {Error} if it failed
 */
export function runInBareRoot(root, line, env = {}, shown = [], stderr = 'inherit') {
  for (const [, to] of shown) mkdirSync(join(root, to), {recursive: true});
  const prepare =
    'set -e; root=$0; line=$1; shift; mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"; ' +
    'while [ $# -gt 0 ]; do mount --bind "$1" "$root$2"; shift 2; done; exec chroot "$root" /bin/sh -c "$line"';
  const asUser = process.getuid() === 0 ? [] : ['--map-root-user'];
  const words = [...asUser, '--mount', '--pid', '--fork', 'sh', '-c', prepare, root, line, ...shown.flat()];
  const options = {encoding: 'utf8', env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', ...env}};
  return execFileSync('unshare', words, {...options, stdio: ['ignore', 'pipe', stderr]});
}
