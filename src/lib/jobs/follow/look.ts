import {batches} from '../../flow/batches.ts';
import {expectSuccess} from '../../session/requests/expect-success.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {jobRows, jobsByNumber} from '../rows.ts';
import {type MasterState, masterStates} from './masterjob-answer.ts';
import {type FollowedJob, VANISHED} from './snapshot.ts';

/** Looks at jobs again and again. The first look takes two requests, each further one a single request for all. */
export class Lookout {
  readonly #grid: Requester;
  readonly #ids: readonly string[];
  readonly #standIns: ReadonlyMap<string, string>;
  /** without new jobs in the place of subjobs */
  #jobs: readonly FollowedJob[] | undefined;
  #states: ReadonlyMap<string, string> = new Map();

  /**
   * @param ids numbers of masters, and of jobs without subjobs
   * @param standIns new jobs by the subjobs in whose place they are
   */
  constructor(grid: Requester, ids: readonly string[], standIns: ReadonlyMap<string, string> = new Map()) {
    this.#standIns = standIns;
    this.#grid = grid;
    this.#ids = [...new Set(ids.map((id) => String(BigInt(id))))];
  }

  /** How all of them are now, in the order in which they were given. */
  async look(signal: AbortSignal): Promise<readonly FollowedJob[]> {
    this.#jobs = this.#jobs === undefined ? await this.#first(signal) : await this.#next(this.#jobs, signal);
    if (this.#standIns.size === 0) return this.#jobs;
    return this.#jobs.map((job) => ({...job, subjobs: this.#withStandIns(job.subjobs)}));
  }

  async #first(signal: AbortSignal): Promise<readonly FollowedJob[]> {
    const wanted = [...this.#ids, ...this.#standIns.values()];
    const rows = await jobsByNumber(this.#grid, wanted, {signal});
    this.#states = new Map(rows.map(({id, status}) => [id, status]));
    const names = new Map(rows.map(({id, name}) => [id, name]));
    const subjobs = await this.#subjobs(this.#ids, signal);
    return this.#ids.map((id) => ({
      id,
      name: names.get(id) ?? '',
      state: this.#states.get(id) ?? VANISHED,
      subjobs: subjobs.get(id) ?? new Map<string, string>(),
    }));
  }

  async #next(before: readonly FollowedJob[], signal: AbortSignal): Promise<readonly FollowedJob[]> {
    const now = new Map<string, MasterState>();
    for (const batch of batches([...this.#ids, ...this.#standIns.values()])) {
      const answer = await this.#grid.request('masterjob', [...batch, '-printid'], {signal, want: 'text'});
      for (const [id, state] of masterStates(expectSuccess(answer))) now.set(id, state);
    }
    this.#states = new Map([...now].map(([id, {state}]) => [id, state]));
    // Those that are no longer told were killed, or are gone: `ps` knows which.
    const untold = before.filter(({id, subjobs}) =>
      [...subjobs].some(([sub, state]) => isTold(state) && now.get(id)?.subjobs.has(sub) === false),
    );
    const looked = await this.#subjobs(
      untold.map(({id}) => id),
      signal,
    );
    return before.map((job) => {
      const told = now.get(job.id);
      if (told === undefined) return {...job, state: VANISHED};
      return {...job, state: told.state, subjobs: merged(job, told, looked.get(job.id))};
    });
  }

  /** New jobs in the place of subjobs. */
  #withStandIns(subjobs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    return new Map(
      [...subjobs].map(([id, state]) => {
        const standIn = this.#standIns.get(id);
        return standIn === undefined ? [id, state] : [standIn, this.#states.get(standIn) ?? VANISHED];
      }),
    );
  }

  async #subjobs(masters: readonly string[], signal: AbortSignal): Promise<Map<string, Map<string, string>>> {
    const subjobs = new Map<string, Map<string, string>>();
    for (const batch of batches(masters)) {
      for (const {id, master = '', status} of await jobRows(
        this.#grid,
        {masters: batch, everybody: true},
        {signal},
      ))
        subjobs.set(master, (subjobs.get(master) ?? new Map<string, string>()).set(id, status));
    }
    return subjobs;
  }
}

/** Of a subjob that is known in this state, `masterjob` tells again. */
function isTold(state: string): boolean {
  return state !== 'KILLED' && state !== VANISHED;
}

function merged(
  {subjobs: before}: FollowedJob,
  {subjobs: told}: MasterState,
  looked: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, string> {
  const ids = [...new Set([...before.keys(), ...told.keys()])].sort(byNumber);
  return new Map(
    ids.map((id) => {
      const known = told.get(id) ?? looked?.get(id);
      const earlier = before.get(id) ?? VANISHED;
      return [id, known ?? (isTold(earlier) ? VANISHED : earlier)];
    }),
  );
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
