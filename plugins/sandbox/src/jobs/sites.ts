import {availableParallelism} from 'node:os';
import type {DatabaseSync, StatementSync} from 'node:sqlite';

export type SiteStatus = 'open' | 'locked';

/** A queue that jobs can be sent to. */
export interface ComputingElement {
  readonly name: string;
  readonly status: SiteStatus;
  /** How many jobs run there at the same time. */
  readonly maxRunning: number;
  readonly maxQueued: number;
  readonly partitions: readonly string[];
  /** The longest time that a job may take there, in seconds. */
  readonly ttl: number;
  readonly type: string;
  readonly host: string;
}

/** The one computing element of a sandbox. */
export const COMPUTING_ELEMENT = 'ALICE::SANDBOX::CE';

/** The one that a sandbox has besides, on demand, where no job works. */
export const BAD_ELEMENT = 'ALICE::SANDBOX::BADCE';

/** Where jobs belong to that are nowhere: the task queue has a line for it, as if it were an element. */
const UNASSIGNED: ComputingElement = {
  name: 'UNASSIGNED::SITE',
  status: 'open',
  maxRunning: 0,
  maxQueued: 0,
  partitions: [],
  ttl: 86400,
  type: '',
  host: '',
};

/** The computing elements. Whether they are open outlives a restart. */
export class Sites {
  /** How many jobs run at the same time; who runs them sets it. */
  slots = availableParallelism();
  /** Whether there is a second element, where no job works. */
  hasBadElement = false;
  readonly #status: StatementSync;
  readonly #setStatus: StatementSync;
  readonly #listeners = new Set<(name: string, status: SiteStatus) => void>();

  constructor(database: DatabaseSync) {
    this.#status = database.prepare('SELECT status FROM computing_elements WHERE name = ?');
    this.#setStatus = database.prepare('INSERT OR REPLACE INTO computing_elements VALUES (?, ?)');
  }

  all(): ComputingElement[] {
    return [...this.working(), UNASSIGNED];
  }

  /** Those that jobs can be sent to. */
  working(): ComputingElement[] {
    const element = {
      name: COMPUTING_ELEMENT,
      status: this.status,
      maxRunning: this.slots,
      maxQueued: 300,
      partitions: ['sandbox'],
      ttl: 87000,
      type: 'LOCAL',
      host: 'localhost',
    };
    return this.hasBadElement ? [element, {...element, name: BAD_ELEMENT}] : [element];
  }

  /** Whether the computing element takes jobs. */
  get status(): SiteStatus {
    const row = this.#status.get(COMPUTING_ELEMENT) as {status: SiteStatus} | undefined;
    return row?.status ?? 'open';
  }

  /** Opens or locks an element; false if there is none of this name. */
  setStatus(name: string, status: SiteStatus): boolean {
    if (name.toUpperCase() !== COMPUTING_ELEMENT) return false;
    this.#setStatus.run(COMPUTING_ELEMENT, status);
    for (const listener of this.#listeners) listener(COMPUTING_ELEMENT, status);
    return true;
  }

  /** Tells of elements that were opened or locked. Returns how to stop listening. */
  onStatus(listener: (name: string, status: SiteStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
