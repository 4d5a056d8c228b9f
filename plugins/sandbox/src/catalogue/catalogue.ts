import type {DatabaseSync} from 'node:sqlite';
import {Bookings} from './contents/bookings.ts';
import {Entries} from './entries/entries.ts';
import type {Located} from './entries/entry.ts';
import {Finder} from './entries/find.ts';
import {homeOf, lfnFrom} from './names/names.ts';
import {FileQuotas} from './owners/quotas.ts';
import {Replicas} from './contents/replicas.ts';
import {inSnapshot, inTransaction, openDatabase} from './database/schema.ts';
import {Subtrees} from './entries/subtree.ts';
import {Tape} from './elements/tape.ts';
import {Transfers} from './contents/transfers.ts';
import {Users} from './owners/users.ts';
import type {User} from './owners/users.ts';

/** The whole catalogue of a sandbox, one SQLite file. */
export class Catalogue {
  readonly entries: Entries;
  readonly replicas: Replicas;
  readonly bookings: Bookings;
  readonly transfers: Transfers;
  readonly tape: Tape;
  readonly users: Users;
  readonly finder: Finder;
  readonly subtrees: Subtrees;
  readonly quotas: FileQuotas;
  /** Replicas of a file of which nothing else is said. */
  defaultReplicas = 2;
  /** For what lives in the same file: the task queue. */
  readonly database: DatabaseSync;

  constructor(file: string) {
    this.database = openDatabase(file);
    this.entries = new Entries(this.database);
    this.replicas = new Replicas(this.database);
    this.bookings = new Bookings(this.database);
    this.transfers = new Transfers(this.database);
    this.tape = new Tape(this.database);
    this.users = new Users(this.database);
    this.finder = new Finder(this.database);
    this.subtrees = new Subtrees(this.database);
    this.quotas = new FileQuotas(this.database);
  }

  /** All of `work` or nothing of it. */
  transaction<T>(work: () => T): T {
    return inTransaction(this.database, work);
  }

  /** All of `work`, which only reads, sees one state. */
  snapshot<T>(work: () => T): T {
    return inSnapshot(this.database, work);
  }

  /** Registers a user and makes the home directory. */
  addUser(user: User): void {
    this.transaction(() => {
      this.users.put(user);
      const home = lfnFrom(homeOf(user.name));
      if (this.entries.find(home) !== undefined) return;
      const letter = this.entries.createDirectories(lfnFrom(`${home}/..`), 'admin');
      if (letter === undefined) return;
      this.entries.create(letter, {name: user.name, type: 'd', owner: user.name, gowner: user.name});
    });
  }

  /** Removes an entry with all below it and queues the copies of contents that no name is left for. */
  removeTree(entry: Located): void {
    this.transaction(() => {
      for (const victim of this.entries.deepestFirst(entry)) {
        this.entries.remove(victim);
        const {guid} = victim;
        if (guid !== null && this.entries.findByGuid(guid) === undefined) this.replicas.discard(guid);
      }
    });
  }

  close(): void {
    this.database.close();
  }
}
