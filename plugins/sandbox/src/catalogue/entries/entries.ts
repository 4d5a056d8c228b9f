import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Entry, Located, NewEntry} from './entry.ts';
import {baseName, childOf, parentOf, ROOT} from '../names/names.ts';
import type {Guid, Lfn} from '../names/names.ts';
import {allRows, oneRow} from '../database/rows.ts';

const ROOT_ID = 1;

/** Now, in whole seconds, as ms. */
export function catalogueTime(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

/** The directory tree: finding, making, changing and moving single entries. No permissions are checked here. */
export class Entries {
  readonly #child: StatementSync;
  readonly #children: StatementSync;
  readonly #byId: StatementSync;
  readonly #byGuid: StatementSync;
  readonly #byJob: StatementSync;
  readonly #insert: StatementSync;
  readonly #remove: StatementSync;
  readonly #relocate: StatementSync;
  readonly #touch: StatementSync;
  readonly #perm: StatementSync;
  readonly #own: StatementSync;
  readonly #expire: StatementSync;
  readonly #expired: StatementSync;

  constructor(database: DatabaseSync) {
    this.#child = database.prepare('SELECT id FROM entries WHERE parent = ? AND name = ?');
    this.#children = database.prepare('SELECT * FROM entries WHERE parent = ? ORDER BY name');
    this.#byId = database.prepare('SELECT * FROM entries WHERE id = ?');
    this.#byGuid = database.prepare('SELECT * FROM entries WHERE guid = ? ORDER BY id LIMIT 1');
    this.#byJob = database.prepare('SELECT * FROM entries WHERE jobid = ?');
    this.#insert = database.prepare(
      `INSERT INTO entries (parent, name, type, owner, gowner, perm, size, ctime, md5, guid, jobid)
       VALUES (?, ?, ?, ?, ?, '755', ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare('DELETE FROM entries WHERE id = ?');
    this.#relocate = database.prepare('UPDATE entries SET parent = ?, name = ? WHERE id = ?');
    this.#touch = database.prepare('UPDATE entries SET ctime = ? WHERE id = ?');
    this.#perm = database.prepare('UPDATE entries SET perm = ? WHERE id = ?');
    this.#own = database.prepare('UPDATE entries SET owner = ?, gowner = ? WHERE id = ?');
    this.#expired = database.prepare("SELECT * FROM entries WHERE expires < ? AND type = 'f'");
    this.#expire = database.prepare('UPDATE entries SET expires = ? WHERE id = ?');
    database
      .prepare(
        `INSERT OR IGNORE INTO entries (id, parent, name, type, owner, gowner, perm, ctime)
         VALUES (?, 0, '', 'd', 'admin', 'admin', '755', ?)`,
      )
      .run(ROOT_ID, catalogueTime());
  }

  /** The entry of that name, or undefined. */
  find(lfn: Lfn): Located | undefined {
    const {entry, rest} = this.findNearest(lfn);
    return rest.length === 0 ? entry : undefined;
  }

  /** The deepest entry on the way to `lfn` that exists, and the names that are missing below it. */
  findNearest(lfn: Lfn): {entry: Located; rest: string[]} {
    const names = lfn === ROOT ? [] : lfn.slice(1).split('/');
    let id = ROOT_ID;
    let depth = 0;
    // Only the last row is read in full: every request passes here.
    for (const name of names) {
      const child = this.#child.get(id, name) as {id: number} | undefined;
      if (child === undefined) break;
      id = child.id;
      depth++;
    }
    const found = depth === names.length ? lfn : (`/${names.slice(0, depth).join('/')}` as Lfn);
    return {entry: Object.assign(this.byId(id), {lfn: found}), rest: names.slice(depth)};
  }

  /** What a directory holds, by name. */
  list(directory: Located): Located[] {
    const rows = allRows<Entry>(this.#children, directory.id);
    // The rows are no one else's, so they need no copying.
    return rows.map((row) => Object.assign(row, {lfn: childOf(directory.lfn, row.name)}));
  }

  /** The first entry that has this GUID. */
  findByGuid(guid: Guid): Located | undefined {
    const row = this.#byGuid.get(guid) as Entry | undefined;
    return row === undefined ? undefined : {...row, lfn: this.lfnOf(row)};
  }

  /** What a job registered. */
  byJob(jobid: number): Located[] {
    const rows = allRows<Entry>(this.#byJob, jobid);
    return rows.map((row) => ({...row, lfn: this.lfnOf(row)}));
  }

  /** The entry with this number, which must exist. */
  byId(id: number): Entry {
    return oneRow<Entry>(this.#byId, id);
  }

  lfnOf(entry: Entry): Lfn {
    const names: string[] = [];
    for (let row = entry; row.id !== ROOT_ID; row = this.byId(row.parent)) {
      names.unshift(row.name);
    }
    return `/${names.join('/')}` as Lfn;
  }

  /** Makes an entry below an existing directory. */
  create(parent: Located, entry: NewEntry): Located {
    const {name, type, owner, gowner} = entry;
    const values = [entry.size ?? 0, catalogueTime(), entry.md5 ?? null, entry.guid ?? null];
    const {lastInsertRowid} = this.#insert.run(
      parent.id,
      name,
      type,
      owner,
      gowner,
      ...values,
      entry.jobid ?? null,
    );
    return {...this.byId(Number(lastInsertRowid)), lfn: childOf(parent.lfn, name)};
  }

  /** Makes the directories that are missing on the way to `lfn`; undefined if a file is in the way. */
  createDirectories(lfn: Lfn, owner: string): Located | undefined {
    const {entry, rest} = this.findNearest(lfn);
    if (entry.type !== 'd') return undefined;
    return rest.reduce((parent, name) => this.create(parent, {name, type: 'd', owner, gowner: owner}), entry);
  }

  /** Removes one entry; a directory must be empty. */
  remove(entry: Entry): void {
    this.#remove.run(entry.id);
  }

  /** Gives an entry another name, perhaps in another directory. All that is below follows. */
  relocate(entry: Entry, directory: Located, name: string): void {
    this.#relocate.run(directory.id, name, entry.id);
  }

  touch(entry: Entry): void {
    this.#touch.run(catalogueTime(), entry.id);
  }

  changePermissions(entry: Entry, perm: string): void {
    this.#perm.run(perm, entry.id);
  }

  changeOwner(entry: Entry, owner: string, gowner: string): void {
    this.#own.run(owner, gowner, entry.id);
  }

  /** Sets when an entry expires, in seconds since the epoch; null for never. */
  expire(entry: Entry, expires: number | null): void {
    this.#expire.run(expires, entry.id);
  }

  /** The files that have expired at that time, in seconds since the epoch. */
  expiredFiles(time: number): Located[] {
    const rows = allRows<Entry>(this.#expired, time);
    return rows.map((row) => ({...row, lfn: this.lfnOf(row)}));
  }

  /** The directory that holds `lfn`, if it is one. */
  directoryOf(lfn: Lfn): Located | undefined {
    const parent = this.find(parentOf(lfn));
    return parent?.type === 'd' ? parent : undefined;
  }

  /** The entry and all that is below it, children before their directory. */
  *deepestFirst(entry: Located): Generator<Located> {
    if (entry.type === 'd') for (const child of this.list(entry)) yield* this.deepestFirst(child);
    yield entry;
  }
}

/** The entry to be made for a file of that name. */
export function newFile(lfn: Lfn, owner: string, more: Partial<NewEntry> = {}): NewEntry {
  return {name: baseName(lfn), type: 'f', owner, gowner: owner, ...more};
}
