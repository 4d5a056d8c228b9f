import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {allRows} from '../catalogue/database/rows.ts';

/** One line of what happened to a job. */
export interface TraceLine {
  /** Seconds since the epoch. */
  readonly at: number;
  /** What kind of line it is: `state`, `trace`, `proc`, ... */
  readonly tag: string;
  readonly text: string;
}

/** What happened to the jobs, line by line. */
export class JobTrace {
  readonly #add: StatementSync;
  readonly #of: StatementSync;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare('INSERT INTO job_trace VALUES (?, ?, ?, ?)');
    this.#of = database.prepare('SELECT at, tag, text FROM job_trace WHERE job = ? ORDER BY rowid');
  }

  add(job: number, tag: string, text: string): void {
    this.#add.run(job, Math.floor(Date.now() / 1000), tag, text);
  }

  of(job: number): TraceLine[] {
    return allRows<TraceLine>(this.#of, job);
  }
}

/** A line as `ps -trace` shows it: `1795303901 [state     ]: ...`. */
export function traceText({at, tag, text}: TraceLine): string {
  return `${at} [${tag.padEnd(10)}]: ${text}`;
}
