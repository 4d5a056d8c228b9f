import {dirname, join} from 'node:path';
import {Terminal} from '../stage/terminal.ts';
import type {AgentScene} from './agent-scene.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

/** An interactive shell of the user of a scene, as a person has it. @param env further variables */
export async function openShellAt(
  at: AgentScene,
  env: NodeJS.ProcessEnv = {},
): Promise<Terminal & Disposable> {
  const terminal = new Terminal('bash', ['--noprofile', '--norc', '-i'], {
    cwd: at.dir,
    env: {
      PATH: `${dirname(ALIEN)}:${process.env['PATH']}`,
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(at.dir, '.cache'),
      HOME: at.dir,
      PS1: 'ready> ',
      ...at.env,
      ...env,
    },
  });
  await terminal.shows('ready>');
  return Object.assign(terminal, {[Symbol.dispose]: () => terminal.signal('SIGKILL')});
}
