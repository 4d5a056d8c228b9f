import {AlienError} from '../errors/errors.ts';
import type {StoredReplica} from '../paths/replica-url.ts';
import type {DownloadCall, RelayCall, Storage, TransferCall, Transferred} from './storage.ts';

/**
 * Storage that tells when a connection to it may be in no good state: a call was given up, or has failed by another reason
 * than a server's word.
 */
export class WatchedStorage implements Storage {
  readonly #storage: Storage;
  readonly #onTrouble: () => void;

  constructor(storage: Storage, onTrouble: () => void) {
    this.#storage = storage;
    this.#onTrouble = onTrouble;
  }

  ready(): Promise<void> {
    return this.#storage.ready();
  }

  download(replica: StoredReplica, path: string, call?: DownloadCall): Promise<Transferred> {
    return this.#watched(this.#storage.download(replica, path, call));
  }

  upload(path: string, replica: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#watched(this.#storage.upload(path, replica, call));
  }

  relay(source: StoredReplica, target: StoredReplica, call?: RelayCall): Promise<Transferred> {
    return this.#watched(this.#storage.relay(source, target, call));
  }

  copyDirectly(source: StoredReplica, target: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#watched(this.#storage.copyDirectly(source, target, call));
  }

  remove(replica: StoredReplica, call?: {readonly timeout?: number}): Promise<void> {
    return this.#watched(this.#storage.remove(replica, call));
  }

  async #watched<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof AlienError && error.fault === 'server')) this.#onTrouble();
      throw error;
    }
  }
}
