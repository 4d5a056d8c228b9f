import type {Replica} from '../../catalogue/access.ts';
import {AlienError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';
import type {Storage} from '../../storage/storage.ts';
import type {RefusedRemovals} from '../leftovers/refused-removals.ts';
import type {UploadJournal} from '../leftovers/upload-journal.ts';

/** ms that the removal of what must not stay on a storage may take; when interrupted the user is waiting. */
const REMOVAL_LIMIT = 5000;
const REMOVAL_LIMIT_INTERRUPTED = 700;

/** What may be on storage elements without being registered: noted for later runs while it is, and removed. */
export class UnregisteredBytes {
  readonly #storage: Storage;
  readonly #journal: UploadJournal | undefined;
  readonly #refused: RefusedRemovals;

  /** @param journal undefined where nothing can be noted */
  constructor(storage: Storage, journal: UploadJournal | undefined, refused: RefusedRemovals) {
    this.#storage = storage;
    this.#journal = journal;
    this.#refused = refused;
  }

  /** Before bytes go to these places. */
  begin(lfn: Lfn, replicas: readonly Replica[]): void {
    this.#journal?.begin(lfn, replicas);
  }

  /** Before the registration is asked for: from then on it may take effect. */
  asking({url}: Replica): void {
    this.#journal?.asking(url);
  }

  /** It is registered under its name, or no bytes are there. */
  end({url}: Replica): void {
    this.#journal?.end(url);
  }

  /** Whether its host lets no client remove anything: then the central service does. */
  isLeftToService({url}: Replica): boolean {
    return this.#refused.has(url);
  }

  /**
   * Remove what is not registered. An unregistered rest harms nothing but the storage's quota, so a failure is no error.
   * @returns the error where something may be left; undefined also where the central service removes it
   */
  async remove(replica: StoredReplica, signal: AbortSignal): Promise<AlienError | undefined> {
    if (this.#refused.has(replica.url)) return undefined;
    const timeout = signal.aborted ? REMOVAL_LIMIT_INTERRUPTED : REMOVAL_LIMIT;
    try {
      await this.#storage.remove(replica, {timeout});
    } catch (error) {
      if (!(error instanceof AlienError)) throw error;
      if (error.exitCode !== EXIT.NO_SUCH_FILE && !this.#refused.note(replica.url, error)) return error;
    }
    return undefined;
  }
}
