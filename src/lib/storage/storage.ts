import type {StoredReplica} from '../paths/replica-url.ts';
import {type AlienError, NetworkError} from '../errors/errors.ts';

export interface TransferCall {
  readonly signal?: AbortSignal;
  /** bytes so far, bytes a second */
  readonly onProgress?: (bytes: number, rate: number) => void;
}

export interface DownloadCall extends TransferCall {
  /** resume what is at the path, and keep what has arrived when it fails */
  readonly resume?: boolean;
  /** bytes of the file, as far as is known: no more are written, whatever the replica has */
  readonly size?: number;
}

export interface RelayCall extends TransferCall {
  /** bytes that the source has to have: of one with another size nothing is read, and nothing is made at the target */
  readonly size?: number;
}

export interface Transferred {
  readonly bytes: number;
  readonly seconds: number;
  /** lower-case hex, of the bytes as they passed */
  readonly md5: string;
  /** of the bytes of a download, those that had been there; absent: none */
  readonly resumed?: number;
  /** bytes of the replica behind those that were wanted, which stayed there; absent: none */
  readonly beyond?: number;
}

/** One of several small files that are fetched by one call. */
export interface SmallDownload {
  readonly replica: StoredReplica;
  /** where it is written, and the name that it gets once it is whole and on the disk */
  readonly path: string;
  readonly target: string;
  /** the time of change it gets */
  readonly modified: Date | undefined;
  /** as it has to be: bytes, and lower-case hex */
  readonly size: number;
  readonly md5: string | undefined;
}

/** A small file that was read to its end. */
export interface LandedFile extends Transferred {
  /** why it has not got its name: it is not what it has to be, and is left at its path; or the disk */
  readonly notLanded?: 'differs' | Error;
}

/** One of several small local files that are sent by one call. */
export interface SmallUpload {
  readonly path: string;
  readonly replica: StoredReplica;
}

export interface TogetherCall<Result> {
  readonly signal: AbortSignal;
  /** files at the same time */
  readonly width: number;
  /**
   * Told of each file once, when it has ended.
   * @param index of the file in the list
   * @param result an error as that of a single file
   * @param moving how many others still move
   */
  readonly onEnded: (index: number, result: Result | AlienError, moving: number) => void;
}

/** Of a copy between two storage elements: it is the one that is read that has failed. */
export class SourceFailed extends Error {
  readonly reason: AlienError;

  constructor(reason: AlienError) {
    super(reason.message, {cause: reason});
    this.reason = reason;
  }
}

/** No connection was made, so nothing was changed there. */
export class NeverReached extends NetworkError {}

/**
 * The storage elements. Every failure is an AlienError whose `fault` says what can be done about it:
 * `user` something on this machine, no other replica helps; `network` it may pass; `server` this replica says no.
 * An aborted call rejects with the reason of its signal.
 */
export interface Storage {
  /** @throws {InternalError} where this machine cannot transfer anything; so that it is known before a booking */
  ready(): Promise<void>;
  /** Fetch a replica into a new file. Nothing is left at `path` when it fails, unless `resume` is set. */
  download(replica: StoredReplica, path: string, call?: DownloadCall): Promise<Transferred>;
  /** Write a local file to a new replica. */
  upload(path: string, replica: StoredReplica, call?: TransferCall): Promise<Transferred>;
  /**
   * Fetch small files that one storage server has, and give those that are right their names. It rejects with the reason of
   * its signal, or with a bug; then there are files that it has not told of.
   */
  downloadTogether(files: readonly SmallDownload[], call: TogetherCall<LandedFile>): Promise<void>;
  /** Write small local files to new replicas on one storage server. It rejects as `downloadTogether` does. */
  uploadTogether(files: readonly SmallUpload[], call: TogetherCall<Transferred>): Promise<void>;
  /**
   * Copy a replica to a new one, through the memory of this process.
   * @throws {SourceFailed} for the one that is read; another error is that of the one that is written
   */
  relay(source: StoredReplica, target: StoredReplica, call?: RelayCall): Promise<Transferred>;
  /**
   * Have the storage elements copy a replica among themselves. The md5 is what the target has stored. After a failure a
   * part of the target may be left.
   */
  copyDirectly(source: StoredReplica, target: StoredReplica, call?: TransferCall): Promise<Transferred>;
  /** Remove a replica that was not, or is not to be, registered. */
  remove(replica: StoredReplica, call?: {readonly timeout?: number}): Promise<void>;
}
