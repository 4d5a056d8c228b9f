import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
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
  for (const name of ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64'])
    mkdirSync(join(root, name), {recursive: true});
  execFileSync('ln', ['-s', 'usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', root]);
  for (const name of readdirSync(packages)) execFileSync('dpkg-deb', ['-x', join(packages, name), root]);
  for (const name of ['dev', 'proc', 'tmp', 'etc', 'opt', 'root'])
    mkdirSync(join(root, name), {recursive: true});
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\n');
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
  return root;
}

/**
 * Run a line of shell in a bare system: its own processes and mounts, the network of this machine.
 * @param {string} root of the system
 * @param {string} line for its `sh`
 * @param {Record<string, string>} env all its variables but PATH and HOME
 * @returns {string} what it printed
 * @throws {Error} if it failed
 */
export function runInBareRoot(root, line, env = {}) {
  const prepare =
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" /bin/sh -c "$1"';
  const words = ['--mount', '--pid', '--fork', 'sh', '-c', prepare, root, line];
  const options = {encoding: 'utf8', env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', ...env}};
  return execFileSync('unshare', words, {...options, stdio: ['ignore', 'pipe', 'inherit']});
}
