import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Principal} from './permissions.ts';
import {allRows} from '../database/rows.ts';

/** A registered member of the sandbox's virtual organisation. */
export interface User extends Principal {
  readonly fullname: string;
  readonly email: string;
  /** The subject of the certificate, `/C=ch/O=...`; null for accounts that are only roles. */
  readonly subject: string | null;
}

interface Row {
  readonly name: string;
  readonly fullname: string;
  readonly email: string;
  readonly roles: string;
  readonly subject: string | null;
}

/** The accounts. Every look-up asks the database, so that a user added by another process is known at once. */
export class Users {
  readonly #byName: StatementSync;
  readonly #bySubject: StatementSync;
  readonly #all: StatementSync;
  readonly #put: StatementSync;

  constructor(database: DatabaseSync) {
    this.#byName = database.prepare('SELECT * FROM users WHERE name = ?');
    this.#bySubject = database.prepare('SELECT * FROM users WHERE subject = ?');
    this.#all = database.prepare('SELECT * FROM users ORDER BY name');
    this.#put = database.prepare('INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?, ?)');
  }

  byName(name: string): User | undefined {
    return userFrom(this.#byName.get(name) as Row | undefined);
  }

  /** The account of a role: the user of that name, or a bare account that holds nothing but the role. */
  account(name: string): Principal {
    return this.byName(name) ?? {name, roles: [name]};
  }

  bySubject(subject: string): User | undefined {
    return userFrom(this.#bySubject.get(subject) as Row | undefined);
  }

  all(): User[] {
    return allRows<Row>(this.#all).map((row) => userFrom(row) as User);
  }

  put(user: User): void {
    this.#put.run(user.name, user.fullname, user.email, user.roles.join(','), user.subject);
  }
}

function userFrom(row: Row | undefined): User | undefined {
  return row === undefined ? undefined : {...row, roles: row.roles.split(',')};
}
