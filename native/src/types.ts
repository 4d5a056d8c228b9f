export interface CallOptions {
  /** Cancels the call; it then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds until the server must be reached, default 20000. */
  connectTimeout?: number;
  /** Milliseconds for the whole call, default 60000 for metadata calls, none for transfers. */
  totalTimeout?: number;
  /**
   * Calls with different names use different connections to a server, calls with the same name share one
   * (default: one for all). It becomes the user part of the url: at most 8 letters and digits.
   */
  connection?: string;
}

export interface Progress {
  bytes: number;
  /** 0 until the size is known. */
  total: number;
  /** Bytes per second over the last few seconds. */
  rate: number;
}

export type ChecksumType = 'md5' | 'adler32';

export interface TransferOptions extends CallOptions {
  onProgress?: (progress: Progress) => void;
  /** Milliseconds between two progress calls, default 250. */
  progressInterval?: number;
  /** Checksums to compute from the bytes as they pass. */
  checksums?: readonly ChecksumType[];
  /** Milliseconds without a single byte, default 60000. */
  stallTimeout?: number;
  /** Bytes in one request, default 1 MiB. */
  chunkSize?: number;
  /** Requests in flight at the same time, default 16. */
  chunks?: number;
  /** Keep what has arrived when the transfer fails or is cancelled, default false. */
  keepPartial?: boolean;
}

export interface DownloadOptions extends TransferOptions {
  /** Write over an existing file; default false: it is an error (EEXIST) and the file is not touched. */
  overwrite?: boolean;
  /** First byte to fetch, default 0; negative: so many from the end. What is outside the file is left out. */
  offset?: number;
  /** Bytes to fetch, at most; default: to the end of the file. */
  length?: number;
  /** Permissions of a new file before the umask, default 0o666. */
  mode?: number;
  /**
   * Resume what is at `path`, if there is anything: it is read again for the checksums, of which there has to be one;
   * the last `chunkSize * chunks` bytes of it are fetched again, since a process that was killed may have left holes
   * among them. Only a plain file of this user is taken (EEXIST). What has arrived is kept, as by `keepPartial`.
   */
  resume?: boolean;
  /** Bring the file to the disk before the call resolves, default false. */
  fsync?: boolean;
}

export interface UploadOptions extends TransferOptions {
  /** Replace an existing remote file; default false: it is an error. */
  overwrite?: boolean;
  /** Persist on successful close: the server keeps nothing of a broken upload; default true. */
  posc?: boolean;
  /** Make missing directories, default true. */
  makePath?: boolean;
  /** Permissions of the remote file, default 0o644. */
  mode?: number;
}

export interface TransferResult {
  bytes: number;
  seconds: number;
  /** Lower-case hexadecimal, leading zeros kept; those that were asked for. */
  checksums: {md5?: string; adler32?: string};
}

export interface DownloadResult extends TransferResult {
  /** Bytes of the whole remote file. */
  size: number;
  /** Of the bytes, those that had been there before. */
  resumed: number;
}

/** `keepPartial` means the target; `overwrite`, `posc`, `makePath` and `mode` are as for uploads. */
export interface RelayOptions extends UploadOptions {
  /** Bytes that the source has to have; else the call fails for the reason `size`, before anything is made at the target. */
  size?: number;
}

export interface ThirdPartyOptions extends CallOptions {
  /** Milliseconds without growth of the target, default 60000. */
  stallTimeout?: number;
  onProgress?: (progress: Progress) => void;
  /** Replace an existing target; default false: it is an error. */
  overwrite?: boolean;
}

export interface Stat {
  size: number;
  modified: Date;
  id: string;
  isDirectory: boolean;
  readable: boolean;
  writable: boolean;
  /** On tape or the like, not ready to be read at once. */
  offline: boolean;
}
