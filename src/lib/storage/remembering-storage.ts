import {EXIT} from '../errors/exit-codes.ts';
import {AlienError, NetworkError, ServerError} from '../errors/errors.ts';
import {storageHost} from '../paths/replica-url.ts';
import {
  type DownloadCall,
  type LandedFile,
  NeverReached,
  SourceFailed,
  type RelayCall,
  type SmallDownload,
  type SmallUpload,
  type Storage,
  type TogetherCall,
  type TransferCall,
  type Transferred,
} from './storage.ts';
import type {StoredReplica} from '../paths/replica-url.ts';

/** After so many calls in a row that it did not answer a host is left alone, for so many ms. */
const FAILURES = 3;
const REST_MS = 60_000;

/**
 * Storage that remembers which hosts do not answer. A dead server costs a whole timeout each time;
 * without this every file of a large tree would pay it again.
 */
export class RememberingStorage implements Storage {
  readonly #storage: Storage;
  readonly #unreachable = new Map<string, {failures: number; since: number}>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  ready(): Promise<void> {
    return this.#storage.ready();
  }

  download(replica: StoredReplica, path: string, call?: DownloadCall): Promise<Transferred> {
    return this.#watched(replica, () => this.#storage.download(replica, path, call));
  }

  upload(path: string, replica: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#watched(replica, () => this.#storage.upload(path, replica, call));
  }

  downloadTogether(files: readonly SmallDownload[], call: TogetherCall<LandedFile>): Promise<void> {
    return this.#watchedTogether(files, call, (its) => this.#storage.downloadTogether(files, its));
  }

  uploadTogether(files: readonly SmallUpload[], call: TogetherCall<Transferred>): Promise<void> {
    return this.#watchedTogether(files, call, (its) => this.#storage.uploadTogether(files, its));
  }

  async relay(source: StoredReplica, target: StoredReplica, call?: RelayCall): Promise<Transferred> {
    const from = storageHost(source.url);
    const known = this.#recentFailure(from);
    if (known) throw new SourceFailed(known);
    try {
      const relayed = await this.#watched(target, () => this.#storage.relay(source, target, call));
      this.#unreachable.delete(from);
      return relayed;
    } catch (error) {
      if (error instanceof SourceFailed) this.#note(from, error.reason);
      throw error;
    }
  }

  copyDirectly(source: StoredReplica, target: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#storage.copyDirectly(source, target, call);
  }

  remove(replica: StoredReplica, call?: {readonly timeout?: number}): Promise<void> {
    return this.#watched(replica, () => this.#storage.remove(replica, call));
  }

  async #watched<T>({url}: StoredReplica, call: () => Promise<T>): Promise<T> {
    const host = storageHost(url);
    const known = this.#recentFailure(host);
    if (known) throw known;
    try {
      const result = await call();
      this.#unreachable.delete(host);
      return result;
    } catch (error) {
      this.#note(host, error);
      throw error;
    }
  }

  /** A group is one call: if no file of it got through, that counts once. */
  async #watchedTogether<T>(
    files: readonly {readonly replica: StoredReplica}[],
    call: TogetherCall<T>,
    move: (call: TogetherCall<T>) => Promise<void>,
  ): Promise<void> {
    const [first] = files;
    if (first === undefined) return;
    const host = storageHost(first.replica.url);
    const known = this.#recentFailure(host);
    if (known) {
      for (const index of files.keys()) call.onEnded(index, known, 0);
      return;
    }
    let failure: AlienError | undefined;
    let isReached = false;
    const onEnded: typeof call.onEnded = (index, result, moving) => {
      if (result instanceof AlienError) failure ??= result;
      else isReached = true;
      call.onEnded(index, result, moving);
    };
    await move({...call, onEnded});
    if (isReached) this.#unreachable.delete(host);
    else this.#note(host, failure);
  }

  #recentFailure(host: string): NeverReached | undefined {
    const known = this.#unreachable.get(host);
    if (!known || known.failures < FAILURES) return undefined;
    if (performance.now() - known.since >= REST_MS) {
      known.since = performance.now(); // this one tries it again, the others wait for what it finds
      return undefined;
    }
    return new NeverReached(`${host} did not answer a moment ago.`, {code: 'NOT_CONNECTED'});
  }

  #note(host: string, error: unknown): void {
    if (error instanceof ServerError) this.#unreachable.delete(host); // it answers
    if (
      !(error instanceof NetworkError && error.mayPass) ||
      ![EXIT.NOT_CONNECTED, EXIT.TIMED_OUT].includes(error.exitCode)
    )
      return;
    const failures = (this.#unreachable.get(host)?.failures ?? 0) + 1;
    this.#unreachable.set(host, {failures, since: performance.now()});
  }
}
