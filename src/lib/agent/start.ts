import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {UserError} from '../errors/errors.ts';
import {EXIT} from '../errors/exit-codes.ts';
import type {Environment} from '../settings/environment.ts';

/** What `alien agent run` prints when it can do commands. */
export const READY = 'ready';

/**
 * Start an agent in the background and wait until it can do commands.
 * @param words options of `alien agent run`
 * @throws {UserError} what it has said where it cannot, with its exit code
 */
export async function startAgent(root: string, words: readonly string[], env: Environment): Promise<void> {
  const agent = spawn(process.execPath, [join(root, 'bin/run.cjs'), 'agent', 'run', ...words], {
    env: {...env},
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  agent.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const end = await new Promise<number | undefined>((resolve, reject) => {
    agent.once('error', reject);
    agent.once('close', (code) => resolve(code || EXIT.FAILED));
    agent.stdout.once('data', () => resolve(undefined));
  });
  agent.stdout.destroy();
  agent.stderr.destroy();
  agent.unref();
  if (end !== undefined) throw new UserError(said.trim() || 'The agent has ended at once.', {exitCode: end});
}
