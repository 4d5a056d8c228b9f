import {spawnSync} from 'node:child_process';
import {copyFileSync, existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const VENV = join(import.meta.dirname, '../../.venv');
/** alienpy and all that it needs, each in one version. */
const REQUIREMENTS = join(import.meta.dirname, 'peer-requirements.txt');
const INSTALLED = join(VENV, 'peer-requirements.txt');

/**
 * The official client `alien.py`, installed from PyPI into a virtual environment of the project's own.
 * @returns its path; undefined where it cannot be had, with the reason on stderr
 */
export function findPeer(): string | undefined {
  const program = join(VENV, 'bin/alien.py');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED).equals(readFileSync(REQUIREMENTS))) return program;
  for (const [command, ...words] of [
    ['python3', '-m', 'venv', VENV],
    [join(VENV, 'bin/pip'), 'install', '--quiet', '-r', REQUIREMENTS],
  ] as const) {
    const {status, stderr, error} = spawnSync(command, words, {encoding: 'utf8'});
    if (status !== 0) {
      console.error(
        `alien.py cannot be installed (${command} ${words.join(' ')}): ${error?.message ?? stderr}`,
      );
      return undefined;
    }
  }
  copyFileSync(REQUIREMENTS, INSTALLED);
  return program;
}
