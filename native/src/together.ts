import type {NativeOptions, NativeResult} from './addon.ts';
import {run} from './call.ts';
import {connectionTo} from './connections.ts';
import {XRootDError} from './error.ts';
import {landingError, type WrittenFile} from './land-files.ts';
import type {CallOptions, TransferResult} from './types.ts';
import {isFileName, isRemoteUrl, withConnection} from './url.ts';

interface OverConnection {
  /** As in `CallOptions`. */
  readonly connection?: string;
}

/** A small remote file, and what becomes of it here. */
export interface FileToFetch extends WrittenFile, OverConnection {
  readonly url: string;
  /** Bytes, as it has to have. */
  readonly size: number;
  /** Lower-case hexadecimal, as it has to be; absent: any. */
  readonly md5?: string | undefined;
}

/** A file that has been read to its end. */
export interface Fetched extends TransferResult {
  /** Bytes of the whole remote file. */
  size: number;
  /** Why it has not got its name: another size or md5, which leaves it at its path, or the disk; absent: it has. */
  notLanded?: 'differs' | NodeJS.ErrnoException;
}

/** A small local file, and where it goes. */
export interface FileToSend extends OverConnection {
  readonly path: string;
  readonly url: string;
}

export interface TogetherOptions<Result> extends Omit<CallOptions, 'connection'> {
  /** Files at the same time. */
  width: number;
  /** Milliseconds without a single byte of any of them, default 60000. */
  stallTimeout?: number;
  /**
   * Told of each file once, when it has ended.
   * @param index of the file in the list
   * @param result why it failed, if it has; then nothing is left of it
   * @param moving how many others still move
   */
  onEnded: (index: number, result: Result | Error, moving: number) => void;
}

const WHERE_DOWNLOADED = {mode: 0o666, overwrite: false, keepPartial: false};
const WHERE_UPLOADED = {mode: 0o644, overwrite: false, keepPartial: false, posc: true, makePath: true};
/** Bytes of one piece of a file, and pieces of it under way; most files are a single one. */
const PIECES = {chunkSize: 1 << 20, chunks: 2};

/**
 * Downloads small files of one server by one call of the addon: each is read with its md5, and those that are as they have
 * to be are forced to the disk by one flush and get their names.
 *
 * Resolves when all have ended. A signal or a timeout fails those that are still under way; where they do not end at once
 * it rejects like `download`, without a word on them.
 */
export async function downloadTogether(
  files: readonly FileToFetch[],
  options: TogetherOptions<Fetched>,
): Promise<void> {
  for (const {path, target} of files) refuseOdd([path, target]);
  const flat = files.flatMap(({path, size, md5 = '', target, modified, ...file}) => [
    overConnection(file),
    path,
    size,
    md5,
    target,
    modified?.getTime() ?? Number.NaN,
  ]);
  await together('downloadTogether', files, {...WHERE_DOWNLOADED, files: flat}, options, fetched);
}

function fetched(result: NativeResult, file: FileToFetch): Fetched {
  const {size, landed} = result;
  const error = landed === undefined ? 'differs' : landingError(landed, file);
  return {...sent(result), size, ...(error && {notLanded: error})};
}

/** Uploads small regular files to one server by one call of the addon. It ends as `downloadTogether` does. */
export async function uploadTogether(
  files: readonly FileToSend[],
  options: TogetherOptions<TransferResult>,
): Promise<void> {
  for (const {path} of files) refuseOdd([path]);
  const flat = files.flatMap(({path, ...file}) => [overConnection(file), path, 0, '', '', 0]);
  await together('uploadTogether', files, {...WHERE_UPLOADED, files: flat}, options, sent);
}

function sent({bytes, seconds, md5}: NativeResult): TransferResult {
  return {bytes, seconds, checksums: md5 === undefined ? {} : {md5}};
}

async function together<File extends {readonly url: string}, Result>(
  kind: 'downloadTogether' | 'uploadTogether',
  files: readonly File[],
  native: Omit<NativeOptions, 'url'>,
  {width, onEnded, ...options}: TogetherOptions<Result>,
  resultOf: (result: NativeResult, file: File) => Result,
): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  for (const {url} of files) {
    if (!isRemoteUrl(url))
      throw new XRootDError({reason: 'other', message: 'not a root:// url', errno: 22}, url);
  }
  if (!Number.isInteger(width) || width < 1) throw new RangeError('width must be 1 or more');
  const onPart = ({members = [], moving = 0}: NativeResult, endedBy: unknown) => {
    for (const member of members) {
      const file = files[member.index] as File;
      onEnded(member.index, member.failure ? errorOf(member, file, endedBy) : resultOf(member, file), moving);
    }
  };
  await run(kind, first.url, {...native, ...PIECES, md5: true, width}, options, {onPart});
}

function errorOf({failure}: NativeResult, {url}: {readonly url: string}, endedBy: unknown): Error {
  const {reason = 'other', message = '', opened = true} = failure ?? {};
  if (reason !== 'cancelled' || !(endedBy instanceof Error))
    return new XRootDError({...failure, reason, message}, url);
  return endedBy instanceof XRootDError ? endedBy.of(url, endedBy.opened && opened) : endedBy;
}

function overConnection({url, connection}: {readonly url: string} & OverConnection): string {
  return withConnection(url, connectionTo(url, connection));
}

function refuseOdd(paths: readonly string[]): void {
  for (const path of paths) if (!isFileName(path)) throw new TypeError('not a file name');
}
