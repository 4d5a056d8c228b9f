import type {DatabaseSync, StatementSync} from 'node:sqlite';

/** How much someone may keep in the catalogue, and how much it is now. Sizes in bytes. */
export interface FileQuota {
  readonly totalSize: number;
  readonly maxTotalSize: number;
  readonly nbFiles: number;
  readonly maxNbFiles: number;
}

/** A limit that an admin may change. */
export type FileLimit = 'maxNbFiles' | 'maxTotalSize';

/** What everyone is granted who has no limits of their own. */
const USUAL: Readonly<Record<FileLimit, number>> = {maxNbFiles: 1_000_000, maxTotalSize: 1e11};

/** The quotas of files. The database itself counts what is used, with each change, so it is never out of date. */
export class FileQuotas {
  readonly #used: StatementSync;
  readonly #limits: StatementSync;
  readonly #set: StatementSync;

  constructor(database: DatabaseSync) {
    this.#used = database.prepare(
      'SELECT files AS nbFiles, bytes AS totalSize FROM file_usage WHERE owner = ?',
    );
    this.#limits = database.prepare('SELECT field, value FROM file_limits WHERE owner = ?');
    this.#set = database.prepare('INSERT OR REPLACE INTO file_limits VALUES (?, ?, ?)');
  }

  of(owner: string): FileQuota {
    const none = {nbFiles: 0, totalSize: 0};
    const used = (this.#used.get(owner) as typeof none | undefined) ?? none;
    const rows = this.#limits.all(owner) as {field: FileLimit; value: number}[];
    return {...USUAL, ...used, ...Object.fromEntries(rows.map(({field, value}) => [field, value]))};
  }

  set(owner: string, field: FileLimit, value: number): void {
    this.#set.run(owner, field, value);
  }

  /** Whether one more file of so many bytes fits. */
  allows(owner: string, bytes: number): boolean {
    const {totalSize, maxTotalSize, nbFiles, maxNbFiles} = this.of(owner);
    return nbFiles < maxNbFiles && totalSize + bytes <= maxTotalSize;
  }
}
