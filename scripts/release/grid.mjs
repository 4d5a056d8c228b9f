import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {root} from '../setup/root.mjs';

const ALIEN = join(root, 'bin', 'alien');
const name = `release-${process.pid}`;
const alien = (...words) =>
  execFileSync(ALIEN, words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});

/**
 * Do something with a sandbox of this machine.
 * @param {(grid: {env: Record<string, string>, directory: string}) => Promise<void>} work `directory` has the
 *   certificates that the variables name
 * @param {readonly string[]} options for its start
 */
export async function withSandbox(work, options = []) {
  alien('sandbox', 'start', '--name', name, ...options);
  try {
    const {variables} = JSON.parse(alien('sandbox', 'env', '--name', name, '--json'));
    const env = {...variables};
    delete env.ALIEN_SANDBOX; // the commands that follow know nothing of sandboxes
    await work({env, directory: join(env.X509_CERT_DIR, '..')});
  } finally {
    alien('sandbox', 'stop', '--name', name);
  }
}

/** All names of the program but `alien`. */
export const oldNames = () => JSON.parse(alien('compat', 'list', '--json')).map((row) => row.name);
