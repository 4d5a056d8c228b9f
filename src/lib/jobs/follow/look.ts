import {batches} from '../../flow/batches.ts';
import {expectSuccess} from '../../session/expect-success.ts';
import type {Requester} from '../../session/requester.ts';
import {jobRows, jobsByNumber} from '../rows.ts';
import {type MasterState, masterStates} from './masterjob-answer.ts';
import {type FollowedJob, VANISHED} from './snapshot.ts';

/** Looks at jobs again and again. The first look takes two requests, each further one a single request for all. */
export class Lookout {
  readonly #grid: Requester;
  readonly #ids: readonly string[];
  #jobs: readonly FollowedJob[] | undefined;

  /** @param ids numbers of masters, and of jobs without subjobs */
  constructor(grid: Requester, ids: readonly string[]) {
    this.#grid = grid;
    this.#ids = [...new Set(ids.map((id) => String(BigInt(id))))];
  }

  /** How all of them are now, in the order in which they were given. */
  async look(signal: AbortSignal): Promise<readonly FollowedJob[]> {
    this.#jobs = this.#jobs === undefined ? await this.#first(signal) : await this.#next(this.#jobs, signal);
    return this.#jobs;
  }

  async #first(signal: AbortSignal): Promise<readonly FollowedJob[]> {
    const rows = new Map((await jobsByNumber(this.#grid, this.#ids, {signal})).map((row) => [row.id, row]));
    const subjobs = await this.#subjobs(this.#ids, signal);
    return this.#ids.map((id) => {
      const row = rows.get(id);
      return {
        id,
        name: row?.name ?? '',
        state: row?.status ?? VANISHED,
        subjobs: subjobs.get(id) ?? new Map<string, string>(),
      };
    });
  }

  async #next(before: readonly FollowedJob[], signal: AbortSignal): Promise<readonly FollowedJob[]> {
    const now = new Map<string, MasterState>();
    for (const batch of batches(this.#ids)) {
      const answer = await this.#grid.request('masterjob', [...batch, '-printid'], {signal, want: 'text'});
      for (const [id, state] of masterStates(expectSuccess(answer))) now.set(id, state);
    }
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
