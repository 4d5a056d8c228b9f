import {createHash} from 'node:crypto';
import {readFile, rename, rm, utimes, writeFile} from 'node:fs/promises';
import {forEachBounded} from '../../../../src/lib/flow/limiter.ts';
import {AlienError, NetworkError} from '../../../../src/lib/errors/errors.ts';
import {
  type DownloadCall,
  type LandedFile,
  type RelayCall,
  type SmallDownload,
  type SmallUpload,
  SourceFailed,
  type Storage,
  type TogetherCall,
  type TransferCall,
  type Transferred,
} from '../../../../src/lib/storage/storage.ts';
import {DamagedReplica} from '../../../../src/lib/storage/damaged-replica.ts';
import type {StoredReplica} from '../../../../src/lib/paths/replica-url.ts';

export type StorageStep = 'download' | 'upload' | 'remove' | 'read' | 'relay' | 'direct';

/** Storage elements in memory. */
export class FakeStorage implements Storage {
  readonly files = new Map<string, Buffer>();
  readonly calls: {readonly step: StorageStep; readonly url: string}[] = [];
  /** how many files each call for several had */
  readonly groups: number[] = [];
  /** Throw to fail a call; an upload that fails leaves half a file. */
  before: (step: StorageStep, url: string, signal?: AbortSignal) => Promise<void> | void = () => undefined;
  /** What a download reports of its progress before it ends. */
  reports: (url: string, report: (bytes: number) => void) => void = () => undefined;
  /** What arrives instead of what is there. */
  mangle: (content: Buffer, url: string) => Buffer = (content) => content;

  /** Where a download is lost, given what was there of it: a number of bytes. */
  cut: (url: string, there: number) => number | undefined = () => undefined;

  ready(): Promise<void> {
    return Promise.resolve();
  }

  async download(replica: StoredReplica, path: string, call: DownloadCall = {}): Promise<Transferred> {
    await this.#enter('download', replica.url, call.signal);
    this.reports(replica.url, (bytes) => call.onProgress?.(bytes, 0));
    call.signal?.throwIfAborted();
    const stored = this.files.get(replica.url);
    if (!stored) throw new Error(`no such replica ${replica.url}`);
    const content = this.mangle(stored, replica.url);
    const there = call.resume ? await readFile(path).catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
    const end = this.cut(replica.url, there.length);
    const whole = Buffer.concat([there, content.subarray(there.length, end)]);
    await writeFile(path, whole, {flag: call.resume ? 'w' : 'wx'});
    if (end === undefined) return {...facts(whole), ...(there.length > 0 && {resumed: there.length})};
    if (!call.resume) await rm(path);
    call.signal?.throwIfAborted();
    throw new NetworkError('lost in the middle');
  }

  async upload(path: string, replica: StoredReplica, call: TransferCall = {}): Promise<Transferred> {
    const content = this.mangle(await readFile(path), replica.url);
    this.files.set(replica.url, content.subarray(0, content.length / 2));
    await this.#enter('upload', replica.url, call.signal);
    this.files.set(replica.url, content);
    call.onProgress?.(content.length, 1);
    return facts(content);
  }

  async downloadTogether(files: readonly SmallDownload[], call: TogetherCall<LandedFile>): Promise<void> {
    await this.#together(files, call, async (file): Promise<LandedFile> => {
      const got = await this.download(file.replica, file.path, {signal: call.signal});
      if (got.bytes !== file.size || got.md5 !== file.md5) return {...got, notLanded: 'differs'};
      try {
        if (file.modified) await utimes(file.path, new Date(), file.modified);
        await rename(file.path, file.target);
        return got;
      } catch (error) {
        return {...got, notLanded: error as Error};
      }
    });
  }

  async uploadTogether(files: readonly SmallUpload[], call: TogetherCall<Transferred>): Promise<void> {
    const {signal} = call;
    await this.#together(files, call, ({path, replica}) => this.upload(path, replica, {signal}));
  }

  async #together<File, Result>(
    files: readonly File[],
    {width, signal, onEnded}: TogetherCall<Result>,
    move: (file: File) => Promise<Result>,
  ): Promise<void> {
    this.groups.push(files.length);
    let left = files.length;
    await forEachBounded([...files.entries()], width, async ([index, file]) => {
      try {
        const result = await move(file);
        onEnded(index, result, Math.min(width, --left));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof AlienError)) throw error;
        onEnded(index, error, Math.min(width, --left));
      }
    });
  }

  async relay(source: StoredReplica, target: StoredReplica, call: RelayCall = {}): Promise<Transferred> {
    try {
      await this.#enter('read', source.url, call.signal);
      const {length} = this.#contentOf(source);
      if (length !== (call.size ?? length)) throw new DamagedReplica(`${length} bytes`);
    } catch (error) {
      throw error instanceof AlienError ? new SourceFailed(error) : error;
    }
    return await this.#between(source, target, call, 'relay');
  }

  copyDirectly(source: StoredReplica, target: StoredReplica, call: TransferCall = {}): Promise<Transferred> {
    return this.#between(source, target, call, 'direct');
  }

  async #between(source: StoredReplica, target: StoredReplica, call: TransferCall, step: StorageStep) {
    const content = this.#contentOf(source);
    this.files.set(target.url, content.subarray(0, content.length / 2));
    await this.#enter(step, target.url, call.signal);
    this.files.set(target.url, content);
    return facts(content);
  }

  #contentOf({url}: StoredReplica): Buffer {
    return this.mangle(this.files.get(url) ?? Buffer.alloc(0), url);
  }

  async remove(replica: StoredReplica): Promise<void> {
    await this.#enter('remove', replica.url);
    this.files.delete(replica.url);
  }

  async #enter(step: StorageStep, url: string, signal?: AbortSignal): Promise<void> {
    this.calls.push({step, url});
    signal?.throwIfAborted();
    await this.before(step, url, signal);
    signal?.throwIfAborted();
  }
}

export function md5Of(content: Buffer | string): string {
  return createHash('md5').update(content).digest('hex');
}

function facts(content: Buffer): Transferred {
  return {bytes: content.length, seconds: 0.01, md5: md5Of(content)};
}
