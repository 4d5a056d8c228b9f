import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {levelOf, STATES} from './states.ts';
import type {JobState} from './states.ts';
import {allRows, oneRow} from '../catalogue/database/rows.ts';

/** The limits of one user. Times are seconds on one core, costs seconds times the price. */
export interface JobQuota {
  readonly userid: number;
  readonly user: string;
  readonly priority: number;
  readonly maxParallelJobs: number;
  readonly maxUnfinishedJobs: number;
  readonly maxTotalCpuCost: number;
  readonly maxTotalRunningTime: number;
}

/** What an administrator can set. */
export const QUOTA_FIELDS = [
  'maxUnfinishedJobs',
  'maxTotalCpuCost',
  'maxTotalRunningTime',
  'maxParallelJobs',
  'priority',
] as const satisfies readonly (keyof JobQuota)[];
export type QuotaField = (typeof QUOTA_FIELDS)[number];

/** What one user has in the queue, and what the jobs took that ended within the last 24 hours. */
export interface JobUsage {
  readonly running: number;
  readonly waiting: number;
  /** Active, or waiting for less than a day. */
  readonly unfinished: number;
  readonly runningTime: number;
  readonly cpuCost: number;
}

const DEFAULTS = {
  priority: 1,
  maxParallelJobs: 100,
  maxUnfinishedJobs: 10000,
  maxTotalCpuCost: 1e9,
  maxTotalRunningTime: 1e9,
} as const;
const FIRST_USER = 1001;
const DAY = 24 * 3600 * 1000;

const ACTIVE_OR_WAITING = JSON.stringify(
  STATES.filter((state) => levelOf(state) >= levelOf('WAITING') && levelOf(state) < levelOf('ZOMBIE')),
);
/** In the hands of a worker: such jobs count against `maxParallelJobs`. */
const ACTIVE = JSON.stringify(
  STATES.filter((state) => levelOf(state) >= levelOf('ASSIGNED') && levelOf(state) < levelOf('ZOMBIE')),
);
const PENDING = JSON.stringify(STATES.filter(isPending));

/** Whether a job counts as unfinished. A master does not once it was split, its sub-jobs do. */
export function isPending(state: JobState): boolean {
  return state !== 'SPLIT' && levelOf(state) < levelOf('ZOMBIE');
}

/** The limits of the users, and what they use of them. */
export class JobQuotas {
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #found: StatementSync;
  readonly #count: StatementSync;
  readonly #queued: StatementSync;
  readonly #ended: StatementSync;
  readonly #busy: StatementSync;
  readonly #listeners = new Set<() => void>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#get = database.prepare('SELECT * FROM job_quotas WHERE user = ?');
    this.#found = database.prepare(
      `INSERT INTO job_quotas SELECT coalesce(max(userid) + 1, ${FIRST_USER}), ?, ?, ?, ?, ?, ? FROM job_quotas
       WHERE true ON CONFLICT (user) DO NOTHING`,
    );
    this.#queued = database.prepare(
      `SELECT total(state <> 'WAITING') AS running, total(state = 'WAITING') AS waiting,
         total(state <> 'WAITING' OR changed > ?2) AS unfinished
       FROM jobs WHERE owner = ?1 AND state IN (SELECT value FROM json_each('${ACTIVE_OR_WAITING}'))`,
    );
    this.#ended = database.prepare(
      `SELECT total((finished - started) * cores / 1000) AS runningTime,
         total((finished - started) * cores / 1000 * price) AS cpuCost
       FROM jobs WHERE owner = ?1 AND finished > ?2`,
    );
    this.#busy = database.prepare(
      `SELECT owner FROM jobs LEFT JOIN job_quotas ON user = owner
       WHERE state IN (SELECT value FROM json_each('${ACTIVE}'))
       GROUP BY owner HAVING count(*) >= coalesce(maxParallelJobs, ${DEFAULTS.maxParallelJobs})`,
    );
    this.#count = database.prepare(
      'SELECT count(*) AS n FROM jobs WHERE owner = ? AND state IN (SELECT value FROM json_each(?))',
    );
  }

  of(user: string): JobQuota {
    const known = this.#get.get(user) as JobQuota | undefined;
    if (known !== undefined) return known;
    const {priority, maxParallelJobs, maxUnfinishedJobs, maxTotalCpuCost, maxTotalRunningTime} = DEFAULTS;
    this.#found.run(user, priority, maxParallelJobs, maxUnfinishedJobs, maxTotalCpuCost, maxTotalRunningTime);
    return this.of(user);
  }

  set(user: string, field: QuotaField, value: number): void {
    this.of(user);
    this.#database.prepare(`UPDATE job_quotas SET ${field} = ? WHERE user = ?`).run(value, user);
    for (const listener of this.#listeners) listener();
  }

  /** Tells of limits that were set. Returns how to stop listening. */
  onSet(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The users of whom as many jobs run as may run at a time. */
  busyUsers(): string[] {
    return allRows<{owner: string}>(this.#busy).map(({owner}) => owner);
  }

  usage(user: string): JobUsage {
    const since = Date.now() - DAY;
    return {
      ...oneRow<Pick<JobUsage, 'running' | 'waiting' | 'unfinished'>>(this.#queued, user, since),
      ...oneRow<Pick<JobUsage, 'runningTime' | 'cpuCost'>>(this.#ended, user, since),
    };
  }

  /** Why `user` may not have so many more jobs; undefined if nothing speaks against it. */
  refusal(user: string, jobs = 1): string | undefined {
    const {maxUnfinishedJobs, maxTotalRunningTime, maxTotalCpuCost} = this.of(user);
    const {n} = this.#count.get(user, PENDING) as {n: number};
    if (n + jobs > maxUnfinishedJobs) {
      return `User ${user} would have ${n + jobs} unfinished jobs, and may have ${maxUnfinishedJobs}`;
    }
    const {runningTime, cpuCost} = this.usage(user);
    if (runningTime >= maxTotalRunningTime) {
      return `User ${user} has used up the running time of 24 hours, ${maxTotalRunningTime} seconds`;
    }
    if (cpuCost >= maxTotalCpuCost) {
      return `User ${user} has used up the CPU cost of 24 hours, ${maxTotalCpuCost}`;
    }
    return undefined;
  }
}
