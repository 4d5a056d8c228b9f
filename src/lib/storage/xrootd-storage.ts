import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {readFile} from '../files/read-file.ts';
import {changedMeanwhile} from '../errors/changed-source.ts';
import {loadNative} from './native.ts';
import {isXRootDFailure, storageError, type XRootDFailure} from './storage-error.ts';
import {moveTogether} from './move-together.ts';
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
} from './storage.ts';
import type {StoredReplica} from '../paths/replica-url.ts';
import {Archives, type Range, type RangeReader} from './archive/archives.ts';
import {authorisedUrl, splitMember} from '../paths/replica-url.ts';
import {makeTemporaryDirectory} from '../traces/temporary-directory.ts';

/** Bytes a millisecond that a storage element has to read for a checksum. */
const SLOWEST_CHECKSUM = 10_000;

type Fetched = import('xrootd-native').Fetched;

/** How files are transferred with XRootD. */
export interface XrootdStorageOptions {
  /** ms to wait for a connection; default 20 s */
  readonly connectTimeout?: number;
  /** ms without a single byte after which a transfer has failed; default 60 s */
  readonly stallTimeout?: number;
  /** connections to each storage server, over which transfers are spread; default 1 */
  readonly connections?: number;
  /** bytes a second for all transfers of this process together; 0 or absent: no limit */
  readonly rateLimit?: number;
  /** bytes of one request; the addon's default when absent */
  readonly chunkSize?: number;
  /** requests in flight in one transfer; the addon's default when absent */
  readonly chunks?: number;
}

/** Real storage elements, through XrdCl. The native addon is loaded at the first transfer. */
export class XrootdStorage implements Storage {
  readonly #connectTimeout: number;
  readonly #stallTimeout: number;
  readonly #connections: number;
  readonly #rateLimit: number;
  readonly #tuning: {readonly chunkSize?: number; readonly chunks?: number};
  readonly #archives = new Archives();
  #transfers = 0;

  constructor(options: XrootdStorageOptions = {}) {
    this.#connectTimeout = options.connectTimeout ?? 20_000;
    this.#stallTimeout = options.stallTimeout ?? 60_000;
    this.#connections = options.connections ?? 1;
    this.#rateLimit = options.rateLimit ?? 0;
    const {chunkSize, chunks} = options;
    this.#tuning = {...(chunkSize !== undefined && {chunkSize}), ...(chunks !== undefined && {chunks})};
  }

  async ready(): Promise<void> {
    (await loadNative()).limitRate(this.#rateLimit);
  }

  async download(replica: StoredReplica, path: string, call: DownloadCall = {}): Promise<Transferred> {
    const {file, member} = splitMember(replica.url);
    if (member === undefined) {
      if (call.size === undefined) return summary(await this.#fetch(replica, path, call));
      const fetched = await this.#fetch(replica, path, call, {offset: 0, length: call.size});
      const beyond = fetched.size - call.size;
      return {...summary(fetched), ...(beyond > 0 && {beyond})};
    }
    if (call.resume) await rm(path, {force: true}); // members are not resumed
    const reader: RangeReader = {
      url: file,
      read: (range, signal) => this.#read(replica, range, signal),
      download: async (to, range, options) => summary(await this.#fetch(replica, to, options, range)),
    };
    return await this.#archives.download(reader, member, path, call);
  }

  /** A file, or a piece of it, into a new local file. */
  async #fetch(replica: StoredReplica, path: string, call: DownloadCall, range?: Range) {
    const native = await loadNative();
    const options = {
      ...this.#options(call),
      overwrite: false,
      mode: 0o666,
      resume: call.resume ?? false,
      ...range,
    };
    return await translated(replica, call.signal, () =>
      native.download(authorisedUrl(replica), path, options),
    );
  }

  /** A small piece of a file into memory. */
  async #read(replica: StoredReplica, range: Range, signal: AbortSignal | undefined) {
    const directory = await makeTemporaryDirectory();
    try {
      const path = join(directory, 'range');
      const {size} = await this.#fetch(replica, path, signal ? {signal} : {}, range);
      return {bytes: readFile(path, {owner: 'own', limit: range.length, link: 'refuse'}).bytes, size};
    } finally {
      await rm(directory, {recursive: true, force: true});
    }
  }

  async upload(path: string, replica: StoredReplica, call: TransferCall = {}): Promise<Transferred> {
    const url = authorisedUrl(replica);
    const native = await loadNative();
    const options = {...this.#options(call), overwrite: false, posc: true, makePath: true};
    return translated(replica, call.signal, async () => {
      try {
        return summary(await native.upload(path, url, options));
      } catch (error) {
        throw isXRootDFailure(error) && isOfSource(error) ? changedMeanwhile(path, error) : error;
      }
    });
  }

  async downloadTogether(files: readonly SmallDownload[], call: TogetherCall<LandedFile>): Promise<void> {
    const native = await loadNative();
    const wanted = files.map(({replica, ...file}) => ({
      ...file,
      url: authorisedUrl(replica),
      ...this.#connection(),
    }));
    const limits = this.#limits({signal: call.signal});
    await moveTogether<SmallDownload, Fetched, LandedFile>(files, call, {
      move: (told) => native.downloadTogether(wanted, {...limits, ...told}),
      resultOf: (fetched, {size}) => {
        const {notLanded} = fetched;
        const beyond = fetched.size - size;
        return {...summary(fetched), ...(beyond > 0 && {beyond}), ...(notLanded && {notLanded})};
      },
      errorOf: (failure, {replica}) => storageError(failure, replica.url),
    });
  }

  async uploadTogether(files: readonly SmallUpload[], call: TogetherCall<Transferred>): Promise<void> {
    const native = await loadNative();
    const given = files.map(({path, replica}) => ({
      path,
      url: authorisedUrl(replica),
      ...this.#connection(),
    }));
    const limits = this.#limits({signal: call.signal});
    await moveTogether(files, call, {
      move: (told) => native.uploadTogether(given, {...limits, ...told}),
      resultOf: summary,
      errorOf: (failure, {path, replica}) =>
        isOfSource(failure) ? changedMeanwhile(path, failure) : storageError(failure, replica.url),
    });
  }

  async relay(source: StoredReplica, target: StoredReplica, call: RelayCall = {}): Promise<Transferred> {
    const native = await loadNative();
    const {size} = call;
    const wanted = size === undefined ? {} : {size};
    const options = {...this.#options(call), ...wanted, overwrite: false, posc: true, makePath: true};
    try {
      return summary(await native.relay(authorisedUrl(source), authorisedUrl(target), options));
    } catch (error) {
      call.signal?.throwIfAborted();
      if (!isXRootDFailure(error)) throw error;
      throw error.atSource
        ? new SourceFailed(storageError(error, source.url))
        : storageError(error, target.url);
    }
  }

  async copyDirectly(
    source: StoredReplica,
    target: StoredReplica,
    call: TransferCall = {},
  ): Promise<Transferred> {
    const native = await loadNative();
    const options = {...this.#limits(call), ...this.#connection()};
    return await translated(target, call.signal, async () => {
      const url = authorisedUrl(target);
      const {bytes, seconds} = await native.thirdPartyCopy(authorisedUrl(source), url, options);
      const totalTimeout = this.#stallTimeout + bytes / SLOWEST_CHECKSUM;
      const {value} = await native.checksum(url, {...options, type: 'md5', totalTimeout});
      return {bytes, seconds, md5: value};
    });
  }

  async remove(replica: StoredReplica, call: {readonly timeout?: number} = {}): Promise<void> {
    const url = authorisedUrl(replica);
    const native = await loadNative();
    const limit = call.timeout ?? this.#connectTimeout;
    const options = {connectTimeout: Math.min(limit, this.#connectTimeout), totalTimeout: limit};
    await translated(replica, undefined, () => native.remove(url, options));
  }

  #options(call: TransferCall) {
    return {checksums: ['md5'] as const, ...this.#tuning, ...this.#limits(call), ...this.#connection()};
  }

  /** That of the next transfer. */
  #connection() {
    return this.#connections > 1 ? {connection: `s${this.#transfers++ % this.#connections}`} : {};
  }

  #limits({signal, onProgress}: TransferCall) {
    return {
      connectTimeout: this.#connectTimeout,
      stallTimeout: this.#stallTimeout,
      ...(signal && {signal}),
      ...(onProgress && {onProgress: (p: {bytes: number; rate: number}) => onProgress(p.bytes, p.rate)}),
    };
  }
}

function summary(result: {
  bytes: number;
  seconds: number;
  resumed?: number;
  checksums: {md5?: string};
}): Transferred {
  const {bytes, seconds, resumed, checksums} = result;
  return {bytes, seconds, md5: checksums.md5 ?? '', ...(resumed && {resumed})};
}

/** Of two ends only the one that is read can be too short. */
function isOfSource({reason}: XRootDFailure): boolean {
  return reason === 'truncated';
}

async function translated<T>(
  replica: StoredReplica,
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    signal?.throwIfAborted();
    throw isXRootDFailure(error) ? storageError(error, replica.url) : error;
  }
}
