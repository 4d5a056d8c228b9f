import {AlienError} from '../../errors/errors.ts';
import {pause} from '../../flow/within.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {Lookout} from './look.ts';
import {type Change, changesBetween, type FollowedJob, outcomeOf} from './snapshot.ts';

/** What happens while jobs are followed. */
export type FollowEvent =
  | {
      readonly kind: 'look';
      readonly at: Date;
      readonly jobs: readonly FollowedJob[];
      readonly changes: readonly Change[];
      /** ms until the next look */
      readonly next: number;
    }
  /** there is no connection; it is tried again */
  | {readonly kind: 'paused'; readonly at: Date; readonly error: AlienError}
  | {readonly kind: 'resumed'; readonly at: Date}
  /** the time is over, and not all is */
  | {readonly kind: 'timeout'; readonly at: Date; readonly jobs: readonly FollowedJob[]};

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** ms between two looks; default: 5 s at first, up to a minute for jobs that take hours */
  readonly interval?: number | undefined;
  /** ms; default: none */
  readonly timeout?: number | undefined;
  /** new jobs by the subjobs in whose place they are */
  readonly standIns?: ReadonlyMap<string, string> | undefined;
  /** nothing more is to be waited for; default: all are at their end */
  readonly isEnough?: (jobs: readonly FollowedJob[]) => boolean;
  /** ms; the clock of the tests */
  readonly now?: () => number;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const SHORTEST = 5000;
const LONGEST = 60_000;
/** Looking costs the service the same for old jobs and new ones, and of old ones a late answer is as good. */
const SHARE_OF_AGE = 20;

/**
 * Follow jobs until all are at their end. One request for all of them at each look. A lost connection only pauses it.
 * @throws {ServerError} where the service refuses to answer
 */
export async function* follow(
  grid: Requester,
  ids: readonly string[],
  options: FollowOptions,
): AsyncGenerator<FollowEvent, void> {
  const {signal, timeout = Infinity, now = Date.now} = options;
  const wait = options.pause ?? pause;
  const isEnough = options.isEnough ?? isAllOver;
  const lookout = new Lookout(grid, ids, options.standIns);
  const begin = now();
  let before: readonly FollowedJob[] = [];
  let isPaused = false;
  for (;;) {
    const interval = options.interval ?? intervalAt(now() - begin);
    try {
      const jobs = await lookout.look(signal);
      if (isPaused) yield {kind: 'resumed', at: new Date(now())};
      isPaused = false;
      yield {kind: 'look', at: new Date(now()), jobs, changes: changesBetween(before, jobs), next: interval};
      before = jobs;
      if (isEnough(jobs)) return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AlienError) || !error.mayPass) throw error;
      if (!isPaused) yield {kind: 'paused', at: new Date(now()), error};
      isPaused = true;
    }
    const left = timeout - (now() - begin);
    await wait(Math.max(0, Math.min(interval, left)), signal);
    if (now() - begin >= timeout) {
      yield {kind: 'timeout', at: new Date(now()), jobs: before};
      return;
    }
  }
}

/** ms to the next look at jobs that have been followed for so long. */
export function intervalAt(age: number): number {
  return Math.min(Math.max(age / SHARE_OF_AGE, SHORTEST), LONGEST);
}

function isAllOver(jobs: readonly FollowedJob[]): boolean {
  return jobs.every((job) => outcomeOf(job) !== undefined);
}
