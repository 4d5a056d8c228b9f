import type {DatabaseSync} from 'node:sqlite';
import {Bookings} from './bookings.ts';
import {Entries} from './entries.ts';
import type {Located} from './entry.ts';
import {Finder} from './find.ts';
import {homeOf, lfnFrom} from './names.ts';
import {FileQuotas} from './quotas.ts';
import {Replicas} from './replicas.ts';
import {inSnapshot, inTransaction, openDatabase} from './schema.ts';
import {Subtrees} from './subtree.ts';
import {Tape} from './tape.ts';
import {Transfers} from './transfers.ts';
import {Users} from './users.ts';
import type {User} from './users.ts';

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
