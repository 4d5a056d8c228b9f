import {chmodSync, existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {requireHome, userDirectory} from '../../files/home.ts';
import {address, endpoints} from '../../settings/endpoint.ts';

/** One thing that was done about a failed job. */
export interface Attempt {
  readonly job: string;
  readonly master: string;
  /** ms since 1970 */
  readonly at: number;
  /** what was done: `resubmit`, or what the new job has more of */
  readonly action: string;
  /** the state that the job was in */
  readonly state: string;
  /** the job that took its place, under another number */
  readonly replacement: string | undefined;
}

const TABLE = `CREATE TABLE IF NOT EXISTS attempts (
  job TEXT NOT NULL, master TEXT NOT NULL, at INTEGER NOT NULL, action TEXT NOT NULL, state TEXT NOT NULL,
  replacement TEXT
);
CREATE INDEX IF NOT EXISTS attempts_by_master ON attempts (master);`;

/** ms to wait for another process that writes */
const PATIENCE = 10_000;

/** What was done about failed jobs, across runs. One file for each grid. */
export class MendMemory implements Disposable {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}; PRAGMA journal_mode = WAL;`);
    database.exec(TABLE);
  }

  /** Open the memory in the state directory of the user. @throws {UserError} where there is no home */
  static async open(env: Readonly<Record<string, string | undefined>>): Promise<MendMemory> {
    const path = memoryPath(env);
    requireHome(path);
    makeLocalDirectories(dirname(path));
    const {DatabaseSync} = await import('node:sqlite');
    const memory = new MendMemory(new DatabaseSync(path));
    chmodSync(path, 0o600);
    return memory;
  }

  /** What was done about the subjobs of a master, where anything was ever done; nothing is made on the disk. */
  static async recall(env: Readonly<Record<string, string | undefined>>, master: string): Promise<Attempt[]> {
    if (!existsSync(memoryPath(env))) return [];
    using memory = await MendMemory.open(env);
    return memory.of(master);
  }

  /** What was done about the subjobs of a master, the oldest first. */
  of(master: string): Attempt[] {
    const rows = this.#database.prepare('SELECT * FROM attempts WHERE master = ? ORDER BY rowid').all(master);
    return rows.map((row) => ({
      job: String(row['job']),
      master: String(row['master']),
      at: Number(row['at']),
      action: String(row['action']),
      state: String(row['state']),
      replacement: row['replacement'] === null ? undefined : String(row['replacement']),
    }));
  }

  add({job, master, at, action, state, replacement}: Attempt): void {
    this.#database
      .prepare('INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?)')
      .run(job, master, at, action, state, replacement ?? null);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

function memoryPath(env: Readonly<Record<string, string | undefined>>): string {
  const central = endpoints(env).at(-1);
  const grid = central ? address(central).replace(/[^\w.-]/g, '_') : 'grid';
  return join(userDirectory(env, 'state'), 'alien', 'jobs', `${grid}.sqlite`);
}

/** By the number of a subjob that of the job which stands in its place now. */
export function replacements(attempts: readonly Attempt[]): Map<string, string> {
  const direct = new Map(
    attempts.flatMap(({job, replacement}) =>
      replacement === undefined ? [] : [[job, replacement] as const],
    ),
  );
  const last = (id: string): string => {
    const next = direct.get(id);
    return next === undefined ? id : last(next);
  };
  const replaced = new Set(direct.values());
  return new Map([...direct.keys()].filter((id) => !replaced.has(id)).map((id) => [id, last(id)]));
}
