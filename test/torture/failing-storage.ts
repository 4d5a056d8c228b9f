import {rm} from 'node:fs/promises';
import {AlienError, NetworkError, ServerError} from '../../src/lib/errors/errors.ts';
import type {
  DownloadCall,
  LandedFile,
  SmallDownload,
  SmallUpload,
  Storage,
  TogetherCall,
  TransferCall,
  Transferred,
} from '../../src/lib/storage/storage.ts';
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

  /** One by one, so that each has its own fate; what has landed stays, as it would. */
  downloadTogether(files: readonly SmallDownload[], call: TogetherCall<LandedFile>): Promise<void> {
    return this.#each('download', files, call, (file, its) => this.#storage.downloadTogether([file], its));
  }

  uploadTogether(files: readonly SmallUpload[], call: TogetherCall<Transferred>): Promise<void> {
    return this.#each('upload', files, call, (file, its) => this.#storage.uploadTogether([file], its));
  }

  async #each<File, Result>(
    name: string,
    files: readonly File[],
    call: TogetherCall<Result>,
    move: (file: File, call: TogetherCall<Result>) => Promise<void>,
  ): Promise<void> {
    for (const [index, file] of files.entries()) {
      let result: Result | AlienError = new NetworkError('injected: lost', {exitCode: 110});
      const onEnded = (_: number, its: Result | AlienError) => {
        result = its;
      };
      try {
        await this.#run(name, () => move(file, {...call, onEnded}));
      } catch (error) {
        if (!(error instanceof AlienError)) throw error;
        result = error;
      }
      call.onEnded(index, result, 1);
    }
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
