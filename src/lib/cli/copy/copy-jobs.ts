import type {CopyEvent, CopyItem} from '../../copy/model/events.ts';

/** One transfer as the Python client counts them: a file that is downloaded, or one replica of a file that is uploaded. */
export interface CopyJob {
  /** 1 for the first that starts */
  readonly id: number;
  readonly round: number;
  /** where a replica goes; undefined for what is read */
  readonly se: string | undefined;
}

/** How many went well, of how many. */
export interface Successes {
  readonly name: string;
  readonly done: number;
  readonly all: number;
}

const ROUNDS = ['1st try', '2nd try', '3rd try'];

/**
 * Counts the jobs of a copy. How many there are is known for certain only at the end: the central service decides how many
 * replicas a file gets, and what is there already is no job.
 */
export class CopyJobs {
  readonly #running = new Map<CopyItem, CopyJob[]>();
  readonly #done: number[] = [];
  readonly #begun: number[] = [];
  #started = 0;
  /** files that have no job yet */
  #waiting = 0;
  /** replicas that are booked and not yet begun */
  #booked = 0;

  plan(files: number): void {
    this.#waiting = files;
  }

  /** @returns the number of jobs, as far as it is known */
  get all(): number {
    return this.#started + this.#booked + this.#waiting;
  }

  /** @returns the job that begins; undefined for a further try of one that has begun */
  start({item, se, booking}: CopyEvent & {kind: 'started'}): CopyJob | undefined {
    const known = this.#running.get(item) ?? [];
    const place = booking && se;
    if (known.some((job) => job.se === place)) return undefined;
    const round = booking?.round ?? 1;
    const isFirst = !known.some((job) => job.se !== undefined && job.round === round);
    if (booking && isFirst) this.#booked += booking.replicas;
    const job = this.#begin(item, round, place);
    if (booking) this.#booked -= 1;
    return job;
  }

  /** The file needs no job. */
  skip(): void {
    this.#waiting -= 1;
  }

  /** @returns the jobs of a file that has been copied, those that went well and the others, and whether one begins only now */
  finish({item, replicas}: CopyEvent & {kind: 'done'}): {done: CopyJob[]; failed: CopyJob[]; isNew: boolean} {
    const {jobs, isNew} = this.#take(item);
    const done = jobs.filter(({se}) => se === undefined || replicas === undefined || replicas.includes(se));
    for (const {round} of done) this.#done[round] = (this.#done[round] ?? 0) + 1;
    return {done, failed: jobs.filter((job) => !done.includes(job)), isNew};
  }

  /** @returns the first job of a file that has failed */
  fail(item: CopyItem): CopyJob | undefined {
    return this.#take(item).jobs[0];
  }

  /** What happened to the jobs: of each round, and of all where there was more than one. */
  sums(): Successes[] {
    const later = this.#begun.slice(2).reduce((sum, count) => sum + count, 0);
    const first = this.all - later;
    const rounds = ROUNDS.map((name, index) => ({
      name,
      done: this.#done[index + 1] ?? 0,
      all: index === 0 ? first : (this.#begun[index + 1] ?? 0),
    })).filter(({all}, index) => index === 0 || all > 0);
    if (rounds.length === 1) return rounds;
    return [...rounds, {name: 'total', done: rounds.reduce((sum, {done}) => sum + done, 0), all: first}];
  }

  #begin(item: CopyItem, round: number, se: string | undefined): CopyJob {
    const known = this.#running.get(item);
    if (known === undefined && this.#waiting > 0) this.#waiting -= 1;
    this.#started += 1;
    this.#begun[round] = (this.#begun[round] ?? 0) + 1;
    const job = {id: this.#started, round, se};
    this.#running.set(item, [...(known ?? []), job]);
    return job;
  }

  /** What moved no bytes, such as an empty file, is a job all the same. */
  #take(item: CopyItem): {jobs: CopyJob[]; isNew: boolean} {
    const jobs = this.#running.get(item);
    const taken = jobs ?? [this.#begin(item, 1, undefined)];
    this.#running.delete(item);
    return {jobs: taken, isNew: jobs === undefined};
  }
}
