import type {DatabaseSync, StatementSync} from 'node:sqlite';

/** Where the bytes of a file of the tape element are: on disk, on their way there, or on tape only. */
export type Residency = 'online' | 'staging' | 'offline';

/** How long it takes to bring a file back from tape, in ms: short, but long enough to be seen. */
const STAGE_TIME = 3000;

/** Which files of the tape element have been staged. All others are offline. */
export class Tape {
  readonly #get: StatementSync;
  readonly #put: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT online FROM staged WHERE path = ?');
    this.#put = database.prepare('INSERT OR IGNORE INTO staged VALUES (?, ?)');
  }

  residencyOf(path: string): Residency {
    const staged = this.#get.get(path) as {online: number} | undefined;
    if (staged === undefined) return 'offline';
    return staged.online <= Date.now() ? 'online' : 'staging';
  }

  /** Asks for a file to be brought back; one that is on its way or there already stays so. */
  stage(path: string): void {
    this.#put.run(path, Date.now() + STAGE_TIME);
  }
}
