import {rm} from 'node:fs/promises';
import {NetworkError, ServerError} from '../../src/lib/errors/errors.ts';
import type {DownloadCall, Storage, TransferCall, Transferred} from '../../src/lib/storage/storage.ts';
import type {StoredReplica} from '../../src/lib/paths/replica-url.ts';

/** What becomes of a call: nothing is done, or it is done and nobody hears of it. */
export type StorageFate = 'works' | 'is lost' | 'is refused' | 'loses its answer';

/** Storage whose calls fail as it is decided for each. */
export class FailingStorage implements Storage {
  readonly #storage: Storage;
  readonly #decide: (call: string) => StorageFate;

  constructor(storage: Storage, decide: (call: string) => StorageFate) {
    this.#storage = storage;
    this.#decide = decide;
  }

  ready(): Promise<void> {
    return this.#storage.ready();
  }

  download(replica: StoredReplica, path: string, call?: DownloadCall): Promise<Transferred> {
    return this.#run(
      'download',
      () => this.#storage.download(replica, path, call),
      () => rm(path, {force: true}), // a failed download leaves nothing
    );
  }

  upload(path: string, replica: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#run('upload', () => this.#storage.upload(path, replica, call));
  }

  relay(source: StoredReplica, target: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#run('relay', () => this.#storage.relay(source, target, call));
  }

  copyDirectly(source: StoredReplica, target: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#run('copyDirectly', () => this.#storage.copyDirectly(source, target, call));
  }

  remove(replica: StoredReplica, call?: {readonly timeout?: number}): Promise<void> {
    return this.#run('remove', () => this.#storage.remove(replica, call));
  }

  async #run<T>(name: string, call: () => Promise<T>, undo?: () => Promise<void>): Promise<T> {
    const fate = this.#decide(name);
    if (fate === 'is lost') throw new NetworkError('injected: lost', {exitCode: 110});
    if (fate === 'is refused') throw new ServerError('injected: refused', {exitCode: 13});
    const result = await call();
    if (fate === 'works') return result;
    await undo?.();
    throw new NetworkError('injected: the answer is lost', {exitCode: 110});
  }
}
