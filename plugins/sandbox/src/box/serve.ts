import {UserError} from '@alien-grid/cli';
import {openControl} from './control.ts';
import type {Member} from './members.ts';
import {layoutOf} from './layout.ts';
import {LockedError, releaseLock, takeLock} from './lock.ts';
import {endOrphans} from './orphans.ts';
import {obey} from './orders.ts';
import type {Order} from './orders.ts';
import type {Report} from './report.ts';
import {runSandbox} from './run.ts';
import type {RunningSandbox} from './run.ts';
import type {JobLimits} from '../jobs/worker/limits.ts';
import {USUAL_PACE} from '../storage/revival.ts';
import {readState, writeState} from './state.ts';
import type {State} from './state.ts';

/** What the daemon is started with. */
export interface DaemonWish {
  readonly root: string;
  readonly name: string;
  readonly storage: boolean;
  /** How many jobs run at the same time. */
  readonly jobs: number;
  /** What one job may use. */
  readonly limits: JobLimits;
  /** Without it the one of the last time, or the usual one if it is free, or any. */
  readonly port?: number;
}

export interface Outcome {
  readonly report: Report;
  /** Stops what was started; undefined if nothing was. */
  readonly stop?: () => Promise<void>;
}

/** Who is in a new sandbox. */
export const DEFAULT_MEMBERS: readonly Member[] = [{name: 'demo'}, {name: 'admin', roles: ['admin']}];

/** Where central services usually listen. */
const USUAL_PORT = 8097;

/** Takes the sandbox for this process and runs it. */
export async function serveSandbox(
  wish: DaemonWish,
  members: readonly Member[],
  log: (text: string) => void,
): Promise<Outcome> {
  const layout = layoutOf(wish.root);
  try {
    takeLock(layout.lock);
  } catch (error) {
    if (error instanceof LockedError) return {report: {kind: 'running'}};
    throw error;
  }
  try {
    await endOrphans(layout);
    const state = readState(layout);
    const running = await runOnFirstFreePort(wish, state, members, log);
    writeState(layout, stateOf(wish, running, state));
    const closeControl = await openControl(layout.control, (order) => obey(running.faults, order as Order));
    log(`listening on port ${running.port}`);
    const stop = async (): Promise<void> => {
      await closeControl();
      await running.stop();
      releaseLock(layout.lock);
    };
    return {report: {kind: 'ready'}, stop};
  } catch (error) {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    releaseLock(layout.lock);
    return {report: reportOf(error)};
  }
}

async function runOnFirstFreePort(
  wish: DaemonWish,
  state: State | undefined,
  members: readonly Member[],
  log: (text: string) => void,
): Promise<RunningSandbox> {
  const run = (port: number): Promise<RunningSandbox> =>
    runSandbox({
      ...wish,
      port,
      members,
      jobLimits: wish.limits,
      storagePorts: state?.storagePorts ?? {},
      log,
      revival: USUAL_PACE,
      onStorageTrouble: (element, what) => log(`the server of ${element} ${what}`),
    });
  const fixed = wish.port ?? state?.port;
  if (fixed !== undefined) return run(fixed);
  try {
    return await run(USUAL_PORT);
  } catch (error) {
    if (!isInUse(error)) throw error;
    return run(0);
  }
}

function stateOf(wish: DaemonWish, running: RunningSandbox, before: State | undefined): State {
  const ports = Object.fromEntries(running.storage.map(({name, port}) => [name, port] as const));
  return {
    name: wish.name,
    port: running.port,
    storage: wish.storage,
    jobs: wish.jobs,
    limits: wish.limits,
    isolation: running.farm?.isolation ?? 'none',
    storagePorts: {...before?.storagePorts, ...ports},
  };
}

function reportOf(error: unknown): Report {
  if (isInUse(error)) return {kind: 'port-in-use', port: error.port};
  if (error instanceof UserError) return {kind: 'unfit', message: error.message, next: error.next};
  return {kind: 'failed', message: error instanceof Error ? error.message : String(error)};
}

function isInUse(error: unknown): error is {port: number} {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE' && 'port' in error;
}
