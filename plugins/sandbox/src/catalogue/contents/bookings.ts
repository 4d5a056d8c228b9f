import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Guid, Lfn} from '../names/names.ts';
import {allRows} from '../database/rows.ts';

/** A place on a storage element promised to someone who said that they will write a file. */
export interface Booking {
  readonly guid: Guid;
  readonly se: number;
  readonly path: string;
  readonly lfn: Lfn;
  readonly owner: string;
  readonly gowner: string;
  /** As given when the place was booked; null if it was not. */
  readonly size: number | null;
  readonly md5: string | null;
  readonly jobid: number | null;
  /** ms since the epoch. */
  readonly expires: number;
}

export class Bookings {
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #drop: StatementSync;
  readonly #purge: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT * FROM bookings WHERE guid = ? AND se = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO bookings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#drop = database.prepare('DELETE FROM bookings WHERE guid = ? AND se = ?');
    this.#purge = database.prepare('DELETE FROM bookings WHERE expires < ? RETURNING se, path');
  }

  get(guid: Guid, se: number): Booking | undefined {
    return this.#get.get(guid, se) as Booking | undefined;
  }

  /** Books a place, or extends a booking of it. */
  put(booking: Booking): void {
    const {guid, se, path, lfn, owner, gowner, size, md5, jobid, expires} = booking;
    this.#put.run(guid, se, path, lfn, owner, gowner, size, md5, jobid, expires);
  }

  drop(guid: Guid, se: number): void {
    this.#drop.run(guid, se);
  }

  /** Forgets the bookings that ran out before `now`. @returns the places, where bytes may be that were never registered */
  purge(now: number): {se: number; path: string}[] {
    return allRows<{se: number; path: string}>(this.#purge, now);
  }
}
