import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {askAgent} from '../../../src/lib/agent/control.ts';
import {agree} from '../../../src/lib/agent/deciding.ts';
import {agentPlace} from '../../../src/lib/agent/place.ts';
import {ended} from '../../support/ended.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

/** Whether scenarios run as a user with an agent would see them: `npm run test:agent`. */
export const IS_BEHIND_AGENT = process.env['ALIEN_TEST_AGENT'] === 'yes';

/** Those that were started, with the variables that each was started with. */
const agents: NodeJS.ProcessEnv[] = [];
let served = 0;

/**
 * The variables of a program that runs behind an agent of its own, where that is wanted; the same ones where it is not, and
 * where they say already what is to be with an agent.
 */
export function behindAgent(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!IS_BEHIND_AGENT || env['XDG_RUNTIME_DIR'] !== undefined || env['ALIEN_AGENT'] !== undefined)
    return env;
  const like = (runtime: string | undefined) => ({...env, XDG_RUNTIME_DIR: runtime});
  const known = agents.find((agent) => agree(agent, like(agent['XDG_RUNTIME_DIR'])));
  const around = known ?? like(mkdtempSync(join(tmpdir(), 'alien-r-')));
  if (!known) agents.push(around);
  // One that has ended, since settings have changed say, is started again. Where none can be, there is none.
  if (!existsSync(agentPlace(around).socket))
    spawnSync(ALIEN, ['agent', 'start', '--workers=1', '--idle=2'], {env: around});
  return like(around['XDG_RUNTIME_DIR']);
}

/** End those that run; they are started again where they are needed. */
export async function endAgents(): Promise<void> {
  for (const env of agents) {
    const told = await askAgent(agentPlace(env), 'stop').catch(() => undefined);
    served += told?.commands ?? 0;
    if (told) await ended(told.pid); // it may write to the folder of the scene until then
  }
}

if (IS_BEHIND_AGENT) {
  after(async () => {
    await endAgents();
    for (const env of agents) rmSync(env['XDG_RUNTIME_DIR'] ?? '', {recursive: true, force: true});
    console.log(`    ${agents.length} agents did ${served} commands`);
  });
}
