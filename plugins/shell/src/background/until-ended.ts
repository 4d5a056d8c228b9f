import {setTimeout as delay} from 'node:timers/promises';
import type {Job, JobState} from './job.ts';
import type {JobStore} from './job-store.ts';

/** How often to look, in ms. No events of the file system: homes on other machines have none. */
const PAUSE = 100;

/**
 * Wait until a job has ended, whichever shell has started it.
 * @param look called each time before the wait continues, and once more at the end
 * @throws the reason of the signal
 */
export async function untilEnded(
  store: JobStore,
  job: Job,
  signal: AbortSignal,
  look: () => void = () => undefined,
): Promise<Exclude<JobState, {kind: 'running'}>> {
  for (;;) {
    const state = store.stateOf(job);
    look();
    if (state.kind !== 'running') return state;
    await delay(PAUSE, undefined, {signal}).catch(() => signal.throwIfAborted());
  }
}

/** The exit code of what has ended; 1 where it is not known. */
export function exitCodeOfJob(state: Exclude<JobState, {kind: 'running'}>): number {
  return state.kind === 'ended' ? state.exitCode : 1;
}
