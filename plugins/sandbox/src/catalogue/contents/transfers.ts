import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Guid} from '../names/names.ts';
import {allRows} from '../database/rows.ts';

/** What happens to a transfer: it waits for its first or next try, runs, and ends well or not. */
export type TransferStatus = 'WAITING' | 'TRANSFERRING' | 'DONE' | 'FAILED';

/** The wish that a content should have a replica on a storage element. */
export interface Transfer {
  readonly id: number;
  readonly guid: Guid;
  readonly se: number;
  readonly lfn: string;
  readonly owner: string;
  readonly size: number;
  readonly status: TransferStatus;
  /** How often it may be tried again. */
  readonly attempts: number;
  /** Why the last try failed. */
  readonly reason: string;
  /** The storage element that loses its replica once this one is there. */
  readonly source: number | null;
  /** When it may be tried, in ms since the epoch; for one that has ended, when that was. */
  readonly due: number;
}

/** What is wanted; the rest is the same for all new ones. */
export type NewTransfer = Omit<Transfer, 'id' | 'status' | 'reason'>;

const FIRST_ID = 1000;
const ACTIVE = `status IN ('WAITING', 'TRANSFERRING')`;

/** The transfers between storage elements, also those that have ended. */
export class Transfers {
  readonly #active: StatementSync;
  readonly #add: StatementSync;
  readonly #all: StatementSync;
  readonly #next: StatementSync;
  readonly #set: StatementSync;
  readonly #recover: StatementSync;
  readonly #purge: StatementSync;

  constructor(database: DatabaseSync) {
    this.#active = database.prepare(`SELECT id FROM transfers WHERE guid = ? AND se = ? AND ${ACTIVE}`);
    this.#add = database.prepare(
      `INSERT INTO transfers (id, guid, se, lfn, owner, size, status, attempts, reason, source, due)
       SELECT coalesce(max(id) + 1, ${FIRST_ID}), ?, ?, ?, ?, ?, 'WAITING', ?, '', ?, ? FROM transfers`,
    );
    this.#all = database.prepare('SELECT * FROM transfers ORDER BY id');
    this.#next = database.prepare(
      `SELECT * FROM transfers WHERE status = 'WAITING' ORDER BY due, id LIMIT 1`,
    );
    this.#set = database.prepare(
      'UPDATE transfers SET status = ?, attempts = ?, reason = ?, due = ? WHERE id = ?',
    );
    this.#recover = database.prepare(`UPDATE transfers SET status = 'WAITING' WHERE status = 'TRANSFERRING'`);
    this.#purge = database.prepare(`DELETE FROM transfers WHERE due < ? AND NOT ${ACTIVE}`);
  }

  /** Queues a transfer. If there is one to the same place already, it is that. Returns its number. */
  queue(wish: NewTransfer): number {
    const {guid, se, lfn, owner, size, attempts, source, due} = wish;
    const active = this.#active.get(guid, se) as {id: number} | undefined;
    if (active !== undefined) return active.id;
    return Number(this.#add.run(guid, se, lfn, owner, size, attempts, source, due).lastInsertRowid);
  }

  /** All of them, by number. */
  all(): Transfer[] {
    return allRows<Transfer>(this.#all);
  }

  /** The waiting one that may be tried first. */
  next(): Transfer | undefined {
    return this.#next.get() as Transfer | undefined;
  }

  /** Notes how it stands with a transfer. */
  change(transfer: Transfer, to: Partial<Pick<Transfer, 'status' | 'attempts' | 'reason' | 'due'>>): void {
    const {id, status, attempts, reason, due} = {...transfer, ...to};
    this.#set.run(status, attempts, reason, due, id);
  }

  /** Lets those that were interrupted with the process that ran them wait again. */
  recover(): void {
    this.#recover.run();
  }

  /** Forgets those that ended before `time`, in ms since the epoch. */
  purge(time: number): void {
    this.#purge.run(time);
  }
}
