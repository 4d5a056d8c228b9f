import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';

const VENV = join(import.meta.dirname, '../.venv');

/**
 * The official client `alien.py`, installed from PyPI into a virtual environment of the project's own.
 * @returns its path; undefined where it cannot be had, with the reason on stderr
 */
export function findPeer(): string | undefined {
  const program = join(VENV, 'bin/alien.py');
  if (existsSync(program)) return program;
  for (const [command, ...words] of [
    ['python3', '-m', 'venv', VENV],
    [join(VENV, 'bin/pip'), 'install', '--quiet', 'alienpy==1.7.0'],
  ] as const) {
    const {status, stderr, error} = spawnSync(command, words, {encoding: 'utf8'});
    if (status !== 0) {
      console.error(
        `alien.py cannot be installed (${command} ${words.join(' ')}): ${error?.message ?? stderr}`,
      );
      return undefined;
    }
  }
  return existsSync(program) ? program : undefined;
}
