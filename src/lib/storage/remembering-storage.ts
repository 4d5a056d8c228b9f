import {NetworkError} from '../errors/errors.ts';
import {storageHost} from './storage-url.ts';
import type {DownloadCall, Storage, StoredReplica, TransferCall, Transferred} from './storage.ts';

/** After so many failures to connect in a row a host is left alone, for so many ms. */
const FAILURES = 3;
const REST_MS = 60_000;
const NOT_CONNECTED = 107;

/**
 * Storage that remembers which hosts cannot be reached. A dead server costs a whole connect timeout each time;
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

  remove(replica: StoredReplica, call?: {readonly timeout?: number}): Promise<void> {
    return this.#watched(replica, () => this.#storage.remove(replica, call));
  }

  async #watched<T>({url}: StoredReplica, call: () => Promise<T>): Promise<T> {
    const host = storageHost(url);
    const known = this.#unreachable.get(host);
    if (known && known.failures >= FAILURES && performance.now() - known.since < REST_MS) {
      throw new NetworkError(`${host} could not be reached a moment ago.`, {exitCode: NOT_CONNECTED});
    }
    try {
      const result = await call();
      this.#unreachable.delete(host);
      return result;
    } catch (error) {
      if (error instanceof NetworkError && error.exitCode === NOT_CONNECTED) {
        const failures = (this.#unreachable.get(host)?.failures ?? 0) + 1;
        this.#unreachable.set(host, {failures, since: performance.now()});
      }
      throw error;
    }
  }
}
