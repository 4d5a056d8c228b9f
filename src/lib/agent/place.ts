import {lstatSync} from 'node:fs';
import {hostname} from 'node:os';
import {isAbsolute, join} from 'node:path';
import {UserError} from '../errors/errors.ts';
import {homeOf} from '../files/home.ts';
import {makeLocalDirectories} from '../files/make-local-directories.ts';
import type {Environment} from '../settings/environment.ts';

/** Where the agent of this user on this machine is found; the launcher looks at the same place. */
export interface AgentPlace {
  readonly directory: string;
  /** for commands */
  readonly socket: string;
  /** for `alien agent status` and `stop` */
  readonly control: string;
  /** locked by the one agent */
  readonly lock: string;
  /** made by what starts an agent, and removed by that agent when it ends */
  readonly attempt: string;
}

/** What the path of a socket may have, without the last zero byte. */
const LONGEST = 107;

/** @throws {UserError} where sockets cannot be that deep in the tree */
export function agentPlace(env: Environment): AgentPlace {
  const runtime = runtimeOf(env);
  const directory = runtime === undefined ? join(homeOf(env), '.cache/alien/agent') : join(runtime, 'alien');
  const at = (kind: string): string => join(directory, `${hostname()}.${kind}`);
  const control = at('control');
  if (Buffer.byteLength(control) > LONGEST) {
    throw new UserError(`The path of a socket must be shorter than ${control}.`, {
      code: 'NOT_SUPPORTED',
      next: ['Set XDG_RUNTIME_DIR to a directory of your own with a shorter path.'],
    });
  }
  return {directory, socket: at('socket'), control, lock: at('lock'), attempt: at('attempt')};
}

/** The directory of the user in which that of the agent is made. */
export function agentBase(env: Environment): string {
  return runtimeOf(env) ?? homeOf(env);
}

function runtimeOf(env: Environment): string | undefined {
  const runtime = env['XDG_RUNTIME_DIR'];
  return runtime && isAbsolute(runtime) ? runtime : undefined;
}

/**
 * Make the directory of the agent, which only its owner may enter.
 * @throws {UserError} 13 where it belongs to someone else or others may enter
 */
export function makeAgentDirectory({directory}: AgentPlace): void {
  makeLocalDirectories(directory, 0o700);
  if (isPrivate(directory)) return;
  throw new UserError(`${directory} must be a directory of yours that no one else may enter.`, {
    code: 'PERMISSION_DENIED',
    next: [`Remove it, or: chmod 700 ${directory}`],
  });
}

/** More often than this no agent ends between two steps of another that starts. */
const MOST_TRIES = 5;

/**
 * Take the place for one agent. It is free again when the process has ended, in whatever way.
 * @param lock as the addon has it
 * @returns descriptor of the lock; undefined where there is an agent, or one that starts
 */
export function takePlace(place: AgentPlace, lock: (path: string) => number): number | undefined {
  for (let tries = 1; ; tries++) {
    try {
      makeAgentDirectory(place);
      const fd = lock(place.lock);
      return fd < 0 ? undefined : fd;
    } catch (error) {
      if (tries === MOST_TRIES) throw error; // else an agent that ends has removed the directory meanwhile
    }
  }
}

/** Whether a directory is our own, and closed to others. */
export function isPrivate(directory: string): boolean {
  const stats = lstatSync(directory, {throwIfNoEntry: false});
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}
