import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {RELEASE} from './layout.mjs';

/**
 * Run a line of shell with the programs of this system alone, in a home of its own.
 * @param {string} line for `sh`
 * @param {Record<string, string>} env all its variables but PATH and HOME
 * @returns {string} what it printed
 * @throws {Error} if it failed
 */
export function runAlone(line, env) {
  mkdirSync(RELEASE, {recursive: true});
  const home = mkdtempSync(join(RELEASE, 'home-'));
  try {
    const all = {PATH: '/usr/bin:/bin', HOME: home, ...env};
    return execFileSync('sh', ['-c', line], {
      encoding: 'utf8',
      env: all,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } finally {
    rmSync(home, {recursive: true});
  }
}
