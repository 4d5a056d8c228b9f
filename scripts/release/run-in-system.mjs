import {execFileSync} from 'node:child_process';
import {chownSync, cpSync, existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';

/** The number of an ordinary user that no system has an account for. */
export const USER = 54321;

/** Where the certificates of the sandbox are in a system. */
const GRID = '/grid';

/**
 * Run a line of shell in a system: its own processes and mounts, the network of this machine.
 * @param {string} root of the system
 * @param {string} line for its `sh`
 * @param {{env?: Record<string, string>, user?: number}} [as] all variables but PATH and HOME, and who runs it: an
 *   ordinary user without an account unless said
 * @returns {string} what it printed, without blanks around it
 * @throws {Error} if it failed
 */
export function runInSystem(root, line, {env = {}, user = USER} = {}) {
  const home = join(root, 'home', String(user));
  mkdirSync(home, {recursive: true});
  chownSync(home, user, user);
  const prepare =
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot --userspec="$2:$2" "$0" /bin/sh -c "$1"';
  const words = ['--mount', '--pid', '--fork', 'sh', '-c', prepare, root, line, String(user)];
  const all = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: `/home/${user}`, ...env};
  const options = {encoding: 'utf8', env: all, stdio: ['ignore', 'pipe', 'inherit']};
  return execFileSync('unshare', words, options).trim();
}

/**
 * Bring the certificates of a sandbox into a system, where that user can read them.
 * @param {{env: Record<string, string>, directory: string}} grid a sandbox of this machine
 * @returns {Record<string, string>} the variables that lead to it there
 */
export function bringGrid(grid, root) {
  for (const name of ['certificates', 'users']) {
    const from = join(grid.directory, name);
    if (existsSync(from)) cpSync(from, join(root, GRID, name), {recursive: true});
  }
  execFileSync('chown', ['-R', String(USER), join(root, GRID)]);
  const moved = ([name, value]) => [name, value.replaceAll(grid.directory, GRID)];
  return Object.fromEntries(Object.entries(grid.env).map(moved));
}
