import type {DatabaseSync, SQLInputValue, StatementSync} from 'node:sqlite';
import {inTransaction} from '../catalogue/database/schema.ts';
import type {Job, JobChange, JobSummary, NewJob} from './job.ts';
import {JobQuotas} from './quotas.ts';
import {FIRST_JOB, TABLES} from './schema.ts';
import {selectionOf, SUMMARY} from './selection.ts';
import type {JobFilter} from './selection.ts';
import {Sites} from './sites.ts';
import {isFinal} from './states.ts';
import type {JobState} from './states.ts';
import {JobTrace} from './trace.ts';
import type {TraceLine} from './trace.ts';
import {allRows, oneRow} from '../catalogue/database/rows.ts';

export type {Job, JobChange, JobSummary, NewJob} from './job.ts';
export type {JobFilter} from './selection.ts';

/** A job came into another state; `from` is null when it was inserted. */
export interface JobMove {
  readonly id: number;
  readonly from: JobState | null;
  readonly to: JobState;
}

export type JobListener = (move: JobMove) => void;

/**
 * All jobs there ever were, in the catalogue's database, with the elements that run them and the limits of
 * their owners. Permissions are not checked here.
 */
export class TaskQueue {
  readonly sites: Sites;
  readonly quotas: JobQuotas;
  readonly #database: DatabaseSync;
  readonly #trace: JobTrace;
  readonly #insert: StatementSync;
  readonly #get: StatementSync;
  readonly #counts: StatementSync;
  readonly #next: StatementSync;
  readonly #listeners = new Set<JobListener>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(TABLES);
    this.sites = new Sites(database);
    this.quotas = new JobQuotas(database);
    this.#trace = new JobTrace(database);
    this.#insert = database.prepare(
      `INSERT INTO jobs (id, owner, split, state, jdl, name, priority, cores, price, site, node, submitted, changed)
       SELECT coalesce(max(id) + 1, ${FIRST_JOB}), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
       FROM (SELECT max(id) AS id FROM jobs UNION ALL SELECT max(id) FROM forgotten_jobs) RETURNING id`,
    );
    this.#get = database.prepare('SELECT * FROM jobs WHERE id = ?');
    this.#counts = database.prepare(
      'SELECT owner, state, count(*) AS n FROM jobs GROUP BY owner, state ORDER BY owner',
    );
    this.#next = database.prepare(
      `SELECT * FROM jobs WHERE state = 'WAITING' AND id NOT IN (SELECT value FROM json_each(?))
         AND owner NOT IN (SELECT value FROM json_each(?))
       ORDER BY priority DESC, id LIMIT 1`,
    );
  }

  /** Puts a job into the queue, as INSERTING unless it says otherwise, and returns its number. */
  insert(job: NewJob): number {
    const {owner, split = 0, state = 'INSERTING', jdl, name, priority = 0, cores = 1, price = 1} = job;
    const now = Date.now();
    return inTransaction(this.#database, () => {
      const values = [owner, split, state, jdl, name, priority, cores, price] as const;
      const place = [job.site ?? null, job.node ?? null] as const;
      const {id} = oneRow<{id: number}>(this.#insert, ...values, ...place, now, now);
      if (job.note !== undefined) this.#trace.add(id, 'trace', job.note);
      this.#trace.add(id, 'state', `Job state transition to ${state}`);
      this.#tell({id, from: null, to: state});
      return id;
    });
  }

  get(id: number): Job | undefined {
    return this.#get.get(id) as Job | undefined;
  }

  /** The jobs that fit, by ascending number. */
  select(filter: JobFilter = {}): Job[] {
    return this.#select(filter, '*') as Job[];
  }

  /** The same without their descriptions, which take most of the room. */
  summaries(filter: JobFilter): JobSummary[] {
    return this.#select(filter, SUMMARY) as JobSummary[];
  }

  /**
   * The job to run next: of those that wait the first with the highest priority, without those in `except` and those
   * of users of whom no more may run at a time.
   */
  nextWaiting(except: readonly number[]): Job | undefined {
    const busy = this.quotas.busyUsers();
    return this.#next.get(JSON.stringify(except), JSON.stringify(busy)) as Job | undefined;
  }

  /** The sub-jobs of a master, by ascending number. */
  subjobs(master: number): Job[] {
    return this.select({masters: [master]});
  }

  /** How many jobs each owner has in each state, by owner. */
  countByOwner(): {owner: string; state: JobState; n: number}[] {
    return allRows<{owner: string; state: JobState; n: number}>(this.#counts);
  }

  /**
   * Moves a job to another state, changing more on the way, and writes the line of the trace. False, and nothing
   * done, if there is no such job or it is in none of the states `onlyFrom`. `started` and `finished` follow from
   * the state, and a job that waits has neither place nor exit code, unless `more` says otherwise.
   */
  move(id: number, to: JobState, more: JobChange = {}, onlyFrom?: readonly JobState[]): boolean {
    return inTransaction(this.#database, () => {
      const job = this.get(id);
      if (job === undefined || (onlyFrom !== undefined && !onlyFrom.includes(job.state))) return false;
      const now = Date.now();
      const changed = job.state === to ? job.changed : now;
      this.#update(id, {state: to, changed, ...consequencesOf(job, to, now), ...more});
      if (job.state === to) return true;
      this.#trace.add(id, 'state', `Job state transition from ${job.state} to ${to}`);
      this.#tell({id, from: job.state, to});
      return true;
    });
  }

  /** Changes a job without moving it. */
  change(id: number, change: JobChange): void {
    this.#update(id, {...change});
  }

  /** Forgets a job, as the real service does with old ones. Its number is not given again. */
  forget(id: number): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM job_trace WHERE job = ?').run(id);
      this.#database.prepare('INSERT OR IGNORE INTO forgotten_jobs VALUES (?)').run(id);
      this.#database.prepare('DELETE FROM jobs WHERE id = ?').run(id);
    });
  }

  /** Adds a line to the trace of a job, with the time of now. */
  trace(id: number, tag: string, text: string): void {
    this.#trace.add(id, tag, text);
  }

  /** The trace of a job, oldest line first. */
  traceOf(id: number): TraceLine[] {
    return this.#trace.of(id);
  }

  /**
   * Tells of every insertion and move soon after it, never inside of the transaction that it is part of.
   * Returns how to stop listening.
   */
  onChange(listener: JobListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #select(filter: JobFilter, columns: string): unknown[] {
    const {sql, parameters} = selectionOf(filter, columns);
    return this.#database
      .prepare(sql)
      .all(...parameters)
      .reverse();
  }

  #update(id: number, values: Readonly<Record<string, SQLInputValue>>): void {
    const columns = Object.keys(values);
    if (columns.length === 0) return;
    const assignments = columns.map((column) => `${column} = ?`).join(', ');
    this.#database.prepare(`UPDATE jobs SET ${assignments} WHERE id = ?`).run(...Object.values(values), id);
  }

  /** A transaction is never open when microtasks run: all of its work is synchronous. */
  #tell(move: JobMove): void {
    queueMicrotask(() => {
      for (const listener of this.#listeners) listener(move);
    });
  }
}

function consequencesOf(job: Job, to: JobState, now: number): JobChange {
  if (to === 'WAITING') return {site: null, node: null, started: null, finished: null, exitCode: null};
  if (isFinal(to)) return {finished: isFinal(job.state) ? job.finished : now};
  return {started: to === 'STARTED' ? now : job.started, finished: null};
}
