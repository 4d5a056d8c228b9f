import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {elementOfPath} from './elements.ts';

/** Where the bytes of a file of the tape element are: on disk, on their way there, or on tape only. */
export type Residency = 'online' | 'staging' | 'offline';

/** How long it takes to bring a file back from tape, in ms: short, but long enough to be seen. */
const STAGE_TIME = 3000;

/** Which files of the tape element have been staged. All others are offline. */
export class Tape {
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #registered: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT online FROM staged WHERE path = ?');
    this.#registered = database.prepare('SELECT 1 FROM replicas WHERE guid = ? AND path = ?');
    this.#put = database.prepare('INSERT OR IGNORE INTO staged VALUES (?, ?)');
  }

  residencyOf(path: string): Residency {
    const staged = this.#get.get(path) as {online: number} | undefined;
    if (staged === undefined) return 'offline';
    return staged.online <= Date.now() ? 'online' : 'staging';
  }

  /** Whether this is a registered file of which the bytes are not on disk. */
  isAway(path: string): boolean {
    const element = elementOfPath(path);
    if (
      element?.qos !== 'tape' ||
      this.#registered.get(path.slice(path.lastIndexOf('/') + 1), path) === undefined
    ) {
      return false;
    }
    return this.residencyOf(path) !== 'online';
  }

  /** Asks for a file to be brought back, as reading does, and tells how long that will take, in ms. */
  recall(path: string): number {
    this.stage(path);
    const {online} = this.#get.get(path) as {online: number};
    return Math.max(0, online - Date.now());
  }

  /** Asks for a file to be brought back; one that is on its way or there already stays so. */
  stage(path: string): void {
    this.#put.run(path, Date.now() + STAGE_TIME);
  }
}
