import type {StoredReplica} from '../paths/replica-url.ts';
import type {
  DownloadCall,
  LandedFile,
  RelayCall,
  SmallDownload,
  SmallUpload,
  Storage,
  TogetherCall,
  TransferCall,
  Transferred,
} from './storage.ts';
import {maskText} from '../words/mask.ts';

/** Storage that tells what it is asked to do, and what came of it, without secrets. */
export class TellingStorage implements Storage {
  readonly #storage: Storage;
  readonly #tell: (text: string) => void;

  /** @param tell gets one line for each beginning and each end */
  constructor(storage: Storage, tell: (text: string) => void) {
    this.#storage = storage;
    this.#tell = (text) => tell(maskText(text));
  }

  ready(): Promise<void> {
    return this.#storage.ready();
  }

  download(replica: StoredReplica, path: string, call?: DownloadCall): Promise<Transferred> {
    const what = `download ${replica.url} to ${path}`;
    return this.#told(what, () => this.#storage.download(replica, path, call));
  }

  upload(path: string, replica: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#told(`upload ${path} to ${replica.url}`, () => this.#storage.upload(path, replica, call));
  }

  downloadTogether(files: readonly SmallDownload[], call: TogetherCall<LandedFile>): Promise<void> {
    const what = files.map(({replica, path}) => `download ${replica.url} to ${path}`);
    return this.#storage.downloadTogether(files, this.#telling(what, call));
  }

  uploadTogether(files: readonly SmallUpload[], call: TogetherCall<Transferred>): Promise<void> {
    const what = files.map(({replica, path}) => `upload ${path} to ${replica.url}`);
    return this.#storage.uploadTogether(files, this.#telling(what, call));
  }

  relay(source: StoredReplica, target: StoredReplica, call?: RelayCall): Promise<Transferred> {
    const what = `copy ${source.url} to ${target.url}`;
    return this.#told(what, () => this.#storage.relay(source, target, call));
  }

  copyDirectly(source: StoredReplica, target: StoredReplica, call?: TransferCall): Promise<Transferred> {
    const what = `copy among storage elements ${source.url} to ${target.url}`;
    return this.#told(what, () => this.#storage.copyDirectly(source, target, call));
  }

  async remove(replica: StoredReplica, call?: {readonly timeout?: number}): Promise<void> {
    await this.#told(`remove ${replica.url}`, () => this.#storage.remove(replica, call));
  }

  async #told<T extends Transferred | void>(what: string, act: () => Promise<T>): Promise<T> {
    this.#tell(`xrootd: ${what}`);
    try {
      const done = await act();
      this.#tellDone(what, done);
      return done;
    } catch (error) {
      this.#tellFailed(what, error);
      throw error;
    }
  }

  #telling<T extends Transferred>(what: readonly string[], call: TogetherCall<T>): TogetherCall<T> {
    for (const each of what) this.#tell(`xrootd: ${each}`);
    const onEnded: typeof call.onEnded = (index, result, moving) => {
      if (result instanceof Error) this.#tellFailed(what[index] ?? '', result);
      else this.#tellDone(what[index] ?? '', result);
      call.onEnded(index, result, moving);
    };
    return {...call, onEnded};
  }

  #tellDone(what: string, done: Transferred | void): void {
    const size = done === undefined ? '' : `: ${done.bytes} bytes in ${done.seconds.toFixed(3)} s`;
    this.#tell(`xrootd: done, ${what}${size}`);
  }

  #tellFailed(what: string, error: unknown): void {
    this.#tell(`xrootd: failed, ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
