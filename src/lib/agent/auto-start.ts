import {spawn} from 'node:child_process';
import {closeSync, statSync, writeFileSync} from 'node:fs';
import {getPriority} from 'node:os';
import {join} from 'node:path';
import type {Settings} from '../settings/configured-settings.ts';
import type {Environment} from '../settings/environment.ts';
import {type Descriptors, loadDescriptors} from './descriptors.ts';
import {keepsLog} from './identity.ts';
import {type AgentPlace, agentBase, agentPlace, takePlace} from './place.ts';

/** Variables of batch systems and of tests: there a process that stays is in the way. */
const UNATTENDED = ['ALIEN_PROC_ID', 'CI', 'LSB_JOBID', 'PBS_JOBID', 'SLURM_JOB_ID', '_CONDOR_JOB_AD'];

/** So long after a start, in ms, none is tried again: an agent that cannot be started must not cost each command. */
const PAUSE_MS = 300_000;

/**
 * Start an agent for the commands to come, if there is none and it makes sense here. It takes no longer than a fork, says nothing, and
 * leaves nothing of this process open.
 * @param root directory of the package
 * @param env the variables of the process
 * @param settings of the command
 */
export function startByItself(root: string, env: Environment, settings: Settings): void {
  if (!makesSense(env, settings)) return;
  try {
    const place = agentPlace(env);
    if (isRecent(place)) return;
    if (!claimStart(place, loadDescriptors(root))) return;
    const agent = spawn(process.execPath, [join(root, 'bin/run.cjs'), 'agent', 'run'], {
      env: {...env},
      cwd: '/',
      detached: true,
      stdio: 'ignore',
    });
    agent.once('error', () => undefined);
    agent.unref();
  } catch {
    // then commands are done without it
  }
}

/** Whether an agent that is started here would serve the user's other shells, at a place of their own. */
export function makesSense(env: Environment, {env: configured}: Pick<Settings, 'env'>): boolean {
  if (UNATTENDED.some((name) => env[name]) || keepsLog(configured) || getPriority() !== 0) return false;
  const stats = statSync(agentBase(env), {throwIfNoEntry: false});
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

/** Whether it is this process that starts an agent: of several at the same time only one does. */
export function claimStart(place: AgentPlace, {lock}: Pick<Descriptors, 'lock'>): boolean {
  const locked = takePlace(place, lock);
  try {
    const isFree = locked !== undefined && !isRecent(place);
    writeFileSync(place.attempt, '', {mode: 0o600});
    return isFree;
  } finally {
    if (locked !== undefined) closeSync(locked);
  }
}

function isRecent({attempt}: AgentPlace): boolean {
  const stats = statSync(attempt, {throwIfNoEntry: false});
  return stats !== undefined && Math.abs(Date.now() - stats.mtimeMs) < PAUSE_MS;
}
