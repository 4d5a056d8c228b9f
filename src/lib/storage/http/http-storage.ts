import {rm} from 'node:fs/promises';
import type {Environment} from '../../settings/environment.ts';
import {loadAuthorities} from '../../trust/authorities.ts';
import {Archives, type RangeReader} from '../archive/archives.ts';
import {isHttp, splitMember} from '../../paths/replica-url.ts';
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
} from '../storage.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';
import {HttpClient} from './http-client.ts';
import {HttpReader} from './http-reader.ts';
import {RateLimit} from './rate-limit.ts';

/** How files are transferred over HTTP. */
export interface HttpStorageOptions {
  /** where the authorities of the grid are found; default: the variables of the process */
  readonly env?: Environment;
  /** ms to wait for a connection; default 20 s */
  readonly connectTimeout?: number;
  /** ms without a single byte after which a transfer has failed; default 60 s */
  readonly stallTimeout?: number;
  /** bytes a second for all transfers over HTTP together; 0 or absent: no limit */
  readonly rateLimit?: number;
}

/** Downloads over HTTP what has an address of HTTP; everything else is left to another storage. */
export class HttpStorage implements Storage {
  readonly #other: Storage;
  readonly #reader: HttpReader;
  readonly #archives = new Archives();

  constructor(other: Storage, options: HttpStorageOptions = {}) {
    // eslint-disable-next-line no-restricted-properties -- the default for scripts
    const {env = process.env, connectTimeout = 20_000, stallTimeout = 60_000, rateLimit = 0} = options;
    this.#other = other;
    const client = new HttpClient(() => loadAuthorities(env), {connectTimeout, stallTimeout});
    this.#reader = new HttpReader(client, {stallTimeout, limit: new RateLimit(rateLimit)});
  }

  ready(): Promise<void> {
    return this.#other.ready();
  }

  async download(replica: StoredReplica, path: string, call: DownloadCall = {}): Promise<Transferred> {
    if (!isHttp(replica.url)) return await this.#other.download(replica, path, call);
    const {file, member} = splitMember(replica.url);
    if (member === undefined) return await this.#reader.fetch(replica, path, call);
    if (call.resume) await rm(path, {force: true}); // members are not resumed
    const reader: RangeReader = {
      url: file,
      read: (range, signal) => this.#reader.read(replica, range, signal),
      download: (to, range, options) => this.#reader.fetch(replica, to, options, range),
    };
    return await this.#archives.download(reader, member, path, call);
  }

  upload(path: string, replica: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#other.upload(path, replica, call);
  }

  /** Those of a group have no address of HTTP. */
  downloadTogether(files: readonly SmallDownload[], call: TogetherCall<LandedFile>): Promise<void> {
    return this.#other.downloadTogether(files, call);
  }

  uploadTogether(files: readonly SmallUpload[], call: TogetherCall<Transferred>): Promise<void> {
    return this.#other.uploadTogether(files, call);
  }

  relay(source: StoredReplica, target: StoredReplica, call?: RelayCall): Promise<Transferred> {
    return this.#other.relay(source, target, call);
  }

  copyDirectly(source: StoredReplica, target: StoredReplica, call?: TransferCall): Promise<Transferred> {
    return this.#other.copyDirectly(source, target, call);
  }

  remove(replica: StoredReplica, call?: {readonly timeout?: number}): Promise<void> {
    return this.#other.remove(replica, call);
  }
}
