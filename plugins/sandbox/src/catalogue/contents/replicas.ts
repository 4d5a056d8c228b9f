import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Guid} from '../names/names.ts';
import {allRows, oneRow} from '../database/rows.ts';

/** What the catalogue knows of a content, whatever names it has. */
export interface GuidRecord {
  readonly guid: Guid;
  readonly owner: string;
  readonly gowner: string;
  readonly perm: string;
  readonly size: number;
  readonly md5: string;
  readonly ctime: number;
}

/** One copy. `se` 0 stands for a member of an archive, whose path is `guid:///GUID?ZIP=member`. */
export interface Replica {
  readonly guid: Guid;
  readonly se: number;
  readonly path: string;
}

/** How much one storage element holds. */
export interface Usage {
  readonly files: number;
  readonly bytes: number;
}

/** Contents, their copies, and the copies that wait for removal from disk. */
export class Replicas {
  readonly #record: StatementSync;
  readonly #addRecord: StatementSync;
  readonly #dropRecord: StatementSync;
  readonly #list: StatementSync;
  readonly #add: StatementSync;
  readonly #dropAll: StatementSync;
  readonly #queueAll: StatementSync;
  readonly #drop: StatementSync;
  readonly #queue: StatementSync;
  readonly #isQueued: StatementSync;
  readonly #random: StatementSync;
  readonly #queued: StatementSync;
  readonly #unqueue: StatementSync;
  readonly #usage: StatementSync;
  readonly #members: StatementSync;

  constructor(database: DatabaseSync) {
    this.#record = database.prepare('SELECT * FROM guids WHERE guid = ?');
    this.#addRecord = database.prepare('INSERT INTO guids VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#dropRecord = database.prepare('DELETE FROM guids WHERE guid = ?');
    this.#list = database.prepare('SELECT * FROM replicas WHERE guid = ? ORDER BY se');
    this.#add = database.prepare('INSERT OR IGNORE INTO replicas VALUES (?, ?, ?)');
    this.#dropAll = database.prepare('DELETE FROM replicas WHERE guid = ?');
    this.#queueAll = database.prepare(
      'INSERT OR IGNORE INTO deletions SELECT se, path FROM replicas WHERE guid = ? AND se > 0',
    );
    this.#drop = database.prepare('DELETE FROM replicas WHERE guid = ? AND se = ? RETURNING path');
    this.#queue = database.prepare('INSERT OR IGNORE INTO deletions VALUES (?, ?)');
    this.#isQueued = database.prepare('SELECT 1 FROM deletions WHERE se = ? AND path = ?');
    this.#random = database.prepare(
      'SELECT path, size FROM replicas JOIN guids USING (guid) WHERE se = ? ORDER BY random() LIMIT ?',
    );
    this.#queued = database.prepare('SELECT se, path FROM deletions LIMIT ?');
    this.#unqueue = database.prepare('DELETE FROM deletions WHERE se = ? AND path = ?');
    this.#usage = database.prepare(
      `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes
       FROM replicas JOIN guids USING (guid) WHERE se = ?`,
    );
    this.#members = database.prepare(
      `SELECT guids.*, substr(path, ?) AS member
       FROM replicas JOIN guids USING (guid) WHERE se = 0 AND path >= ? AND path < ? ORDER BY ctime, guid`,
    );
  }

  record(guid: Guid): GuidRecord | undefined {
    return this.#record.get(guid) as GuidRecord | undefined;
  }

  addRecord(record: GuidRecord): void {
    const {guid, owner, gowner, perm, size, md5, ctime} = record;
    this.#addRecord.run(guid, owner, gowner, perm, size, md5, ctime);
  }

  list(guid: Guid): Replica[] {
    return allRows<Replica>(this.#list, guid);
  }

  add(replica: Replica): void {
    this.#add.run(replica.guid, replica.se, replica.path);
  }

  /** Forgets a content and queues its copies for removal. */
  discard(guid: Guid): void {
    this.#queueAll.run(guid);
    this.#dropAll.run(guid);
    this.#dropRecord.run(guid);
  }

  /** The contents that are inside an archive, with their names there, oldest first. */
  membersOf(archive: Guid): (GuidRecord & {readonly member: string})[] {
    const start = `guid:///${archive}?ZIP=`;
    // The character after `=`: everything that begins with `start` is between the two.
    const end = `guid:///${archive}?ZIP>`;
    return allRows<GuidRecord & {member: string}>(this.#members, start.length + 1, start, end);
  }

  /** Forgets one copy and queues it for removal; false if there is none. */
  drop(guid: Guid, se: number): boolean {
    const dropped = this.#drop.get(guid, se) as {path: string} | undefined;
    if (dropped !== undefined) this.queueDeletion({se, path: dropped.path});
    return dropped !== undefined;
  }

  /** Queues a file of a storage element for removal. */
  queueDeletion({se, path}: {se: number; path: string}): void {
    this.#queue.run(se, path);
  }

  isQueuedForDeletion({se, path}: {se: number; path: string}): boolean {
    return this.#isQueued.get(se, path) !== undefined;
  }

  /** Some copies on one storage element, with the sizes of their contents. */
  random(se: number, count: number): {path: string; size: number}[] {
    return allRows<{path: string; size: number}>(this.#random, se, count);
  }

  /** Copies that wait for removal. */
  queuedDeletions(limit: number): {se: number; path: string}[] {
    return allRows<{se: number; path: string}>(this.#queued, limit);
  }

  deletionDone(deletion: {se: number; path: string}): void {
    this.#unqueue.run(deletion.se, deletion.path);
  }

  usage(se: number): Usage {
    return oneRow<Usage>(this.#usage, se);
  }
}
