import {isFinal, phaseOf} from '../states.ts';
import type {FollowEvent} from './follow.ts';
import {
  type Change,
  type Counts,
  countsOf,
  type FollowedJob,
  type Outcome,
  outcomeOf,
  statesOf,
} from './snapshot.ts';

/** How far a job has come, and how fast it goes on. */
export interface Progress {
  readonly job: FollowedJob;
  readonly counts: Counts;
  readonly total: number;
  readonly finished: number;
  readonly outcome: Outcome | undefined;
  /** that came to their end, a minute, since they are watched; undefined where none did */
  readonly rate: number | undefined;
  /** s until the end at this rate */
  readonly left: number | undefined;
  /** numbers by the state in which they failed */
  readonly failures: ReadonlyMap<string, readonly string[]>;
  readonly last: (Change & {readonly at: Date}) | undefined;
}

/** Keeps what has happened to the jobs that are followed. */
export class Progresses {
  readonly #first = new Map<string, {readonly finished: number; readonly at: number}>();
  readonly #last = new Map<string, Change & {readonly at: Date}>();
  #jobs: readonly FollowedJob[] = [];
  #at = new Date(0);

  /** Take what was seen. */
  see({at, jobs, changes}: FollowEvent & {kind: 'look'}): void {
    this.#jobs = jobs;
    this.#at = at;
    for (const job of jobs)
      if (!this.#first.has(job.id)) this.#first.set(job.id, {finished: finishedOf(job), at: at.getTime()});
    for (const change of changes) this.#last.set(change.master ?? change.id, {...change, at});
  }

  list(): Progress[] {
    return this.#jobs.map((job) => this.#progressOf(job));
  }

  #progressOf(job: FollowedJob): Progress {
    const counts = countsOf(statesOf(job));
    const total = statesOf(job).length;
    const finished = finishedOf(job);
    const first = this.#first.get(job.id);
    const minutes = first === undefined ? 0 : (this.#at.getTime() - first.at) / 60_000;
    const done = finished - (first?.finished ?? 0);
    const rate = minutes > 0 && done > 0 ? done / minutes : undefined;
    return {
      job,
      counts,
      total,
      finished,
      outcome: outcomeOf(job),
      rate,
      left: rate === undefined ? undefined : ((total - finished) / rate) * 60,
      failures: failuresOf(job),
      last: this.#last.get(job.id),
    };
  }
}

function finishedOf(job: FollowedJob): number {
  return statesOf(job).filter((state) => isFinal(state) || state === 'VANISHED').length;
}

function failuresOf({id, state, subjobs}: FollowedJob): Map<string, string[]> {
  const all = subjobs.size > 0 ? [...subjobs] : [[id, state] as const];
  const failed = all.filter(([, each]) => phaseOf(each) === 'failed');
  const groups = Map.groupBy(failed, ([, each]) => each);
  return new Map([...groups].map(([each, list]) => [each, list.map(([number]) => number)]));
}
