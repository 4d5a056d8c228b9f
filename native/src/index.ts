import type {NativeOptions} from './addon.ts';
import {run, unavailableReason} from './call.ts';
import {XRootDError} from './error.ts';
import type {
  CallOptions,
  DownloadOptions,
  DownloadResult,
  RelayOptions,
  Stat,
  ThirdPartyOptions,
  TransferOptions,
  TransferResult,
  UploadOptions,
} from './types.ts';

export {XRootDError} from './error.ts';
export type {FailureReason} from './error.ts';
export type * from './types.ts';
export {BUILD_COMMAND} from './addon-files.ts';
export type {Unavailability} from './addon.ts';
export {limitRate, unavailability, unavailableReason} from './call.ts';
export {landFiles} from './land-files.ts';
export type {WrittenFile} from './land-files.ts';
export {downloadTogether, uploadTogether} from './together.ts';
export type {Fetched, FileToFetch, FileToSend, TogetherOptions} from './together.ts';
export {hashFiles} from './hash-files.ts';
export type {HashedFile} from './hash-files.ts';

/** Whether the addon could be loaded; the other functions throw if not. */
export function isAvailable(): boolean {
  return unavailableReason() === undefined;
}

/**
 * Copies a remote file, or a range of it, to `path`, which is written directly: choose a temporary name if others look there.
 *
 * Rejects with an XRootDError, or with the signal's reason; then no partial file is left behind, unless
 * `keepPartial` or `resume` is set.
 */
export async function download(
  url: string,
  path: string,
  options: DownloadOptions = {},
): Promise<DownloadResult> {
  const {offset = 0, length} = options;
  if (!Number.isSafeInteger(offset)) throw new RangeError('offset must be a whole number');
  if (options.resume && (offset !== 0 || !options.checksums?.length))
    throw new TypeError('only what begins with the file can be resumed, and with a checksum');
  if (length !== undefined) checkLength('length', length);
  return transfer('download', url, options, {
    path,
    mode: options.mode ?? 0o666,
    fsync: options.fsync ?? false,
    resume: options.resume ?? false,
    offset,
    ...(length !== undefined && {length}),
  });
}

/**
 * Copies the regular file `path` to a remote one.
 *
 * Rejects with an XRootDError, or with the signal's reason; then the partial remote file is removed. If the
 * server is slow to do that, it continues in the background for a few seconds.
 */
export async function upload(
  path: string,
  url: string,
  options: UploadOptions = {},
): Promise<TransferResult> {
  return await put('upload', url, options, {path});
}

/**
 * Copies a remote file to another server, through the memory of this process.
 *
 * Rejects with an XRootDError, whose `atSource` says which of the two it is about, or with the signal's reason; then
 * the partial target is removed as by `upload`.
 */
export async function relay(
  source: string,
  target: string,
  options: RelayOptions = {},
): Promise<TransferResult> {
  const {size} = options;
  if (size !== undefined) checkLength('size', size);
  return await put('relay', target, options, {source, ...(size !== undefined && {length: size})});
}

/**
 * Has the target's server fetch a file from the source's server. No checksum is compared: ask for it with `checksum`.
 *
 * Rejects with an XRootDError, or with the signal's reason; the target may then be left incomplete: remove it.
 */
export async function thirdPartyCopy(
  source: string,
  target: string,
  options: ThirdPartyOptions = {},
): Promise<{bytes: number; seconds: number}> {
  const native = {source, overwrite: options.overwrite ?? false, posc: true, makePath: true};
  const timeout = wholeSeconds({totalTimeout: options.connectTimeout ?? 20_000});
  const {bytes, seconds} = await run('thirdParty', target, {...native, timeout}, options);
  return {bytes, seconds};
}

async function put(
  kind: 'upload' | 'relay',
  url: string,
  options: UploadOptions,
  from: Pick<NativeOptions, 'path' | 'source' | 'length'>,
): Promise<TransferResult> {
  const {bytes, seconds, checksums} = await transfer(kind, url, options, {
    ...from,
    mode: options.mode ?? 0o644,
    posc: options.posc ?? true,
    makePath: options.makePath ?? true,
  });
  return {bytes, seconds, checksums};
}

function checkLength(name: string, bytes: number): void {
  if (!(Number.isSafeInteger(bytes) && bytes >= 0))
    throw new RangeError(`${name} must be a whole number, not negative`);
}

async function transfer(
  kind: 'download' | 'upload' | 'relay',
  url: string,
  options: TransferOptions & {overwrite?: boolean},
  more: Partial<NativeOptions>,
): Promise<DownloadResult> {
  const {checksums = [], chunkSize = 1 << 20, chunks = 16, overwrite = false, keepPartial = false} = options;
  if (!Number.isInteger(chunkSize) || chunkSize < 1 || chunkSize > 1 << 30) {
    throw new RangeError('chunkSize must be 1 to 1073741824 bytes');
  }
  if (!Number.isInteger(chunks) || chunks < 1 || chunks > 1024)
    throw new RangeError('chunks must be 1 to 1024');
  const native = {
    ...more,
    chunkSize,
    chunks,
    overwrite,
    keepPartial: keepPartial || (more.resume ?? false),
    md5: checksums.includes('md5'),
    adler32: checksums.includes('adler32'),
  };
  const {bytes, seconds, size, resumed = 0, md5, adler32} = await run(kind, url, native, options);
  return {bytes, seconds, size, resumed, checksums: {...(md5 && {md5}), ...(adler32 && {adler32})}};
}

/** What the server knows of a file or directory. Rejects with an XRootDError (errno 2 if there is none). */
export async function stat(url: string, options: CallOptions = {}): Promise<Stat> {
  const result = await run('stat', url, {timeout: wholeSeconds(options)}, options);
  const {size, modified, flags, id} = result.stat ?? {size: 0, modified: 0, flags: 0, id: ''};
  return {
    size,
    modified: new Date(modified * 1000),
    id,
    isDirectory: (flags & 2) !== 0,
    offline: (flags & 8) !== 0,
    readable: (flags & 16) !== 0,
    writable: (flags & 32) !== 0,
  };
}

/** Removes a remote file. Rejects with an XRootDError (errno 2 if there is none). */
export async function remove(url: string, options: CallOptions = {}): Promise<void> {
  await run('remove', url, {timeout: wholeSeconds(options)}, options);
}

/**
 * The checksum that the server has or computes, which may take as long as reading the file: mind
 * `totalTimeout`. `type` is what the server is asked for, e.g. `md5`; without it the server chooses.
 */
export async function checksum(
  url: string,
  options: CallOptions & {type?: string} = {},
): Promise<{type: string; value: string}> {
  const native = {argument: options.type ?? '', timeout: wholeSeconds(options)};
  const {text} = await run('checksum', url, native, options);
  const [type, value] = text.replaceAll('\0', '').trim().split(/\s+/);
  if (!type || !value) {
    throw new XRootDError({reason: 'server', message: 'the server gave no checksum'}, url);
  }
  return {type, value: padded(type.toLowerCase(), value.toLowerCase())};
}

function padded(type: string, value: string): string {
  const digits = {md5: 32, adler32: 8, crc32: 8, crc32c: 8}[type];
  return digits ? value.padStart(digits, '0') : value;
}

/** One round trip to the server, including the connection if there was none. */
export async function ping(url: string, options: CallOptions = {}): Promise<{milliseconds: number}> {
  const {seconds} = await run('ping', url, {timeout: wholeSeconds(options)}, options);
  return {milliseconds: seconds * 1000};
}

/** Values of the server's configuration, e.g. `version`, `sitename`, `chksum`; unknown ones are left out. */
export async function queryConfig(
  url: string,
  names: readonly string[],
  options: CallOptions = {},
): Promise<Record<string, string>> {
  if (names.length === 0) return {};
  if (names.some((name) => !/^[\w.]+$/.test(name))) throw new TypeError('not a name of a setting');
  const native = {argument: names.join(' '), timeout: wholeSeconds(options)};
  const {text} = await run('config', url, native, options);
  const lines = text.replaceAll('\0', '').split('\n');
  // The server answers line by line in our order, and with the name itself where it knows no value.
  const pairs = names.map((name, index) => [name, lines[index] ?? name] as const);
  return Object.fromEntries(pairs.filter(([name, value]) => value !== name));
}

/** What the server counts of itself, as the XML that it sends. */
export async function queryStatistics(url: string, options: CallOptions = {}): Promise<string> {
  const {text} = await run('stats', url, {argument: 'a', timeout: wholeSeconds(options)}, options);
  return text.replaceAll('\0', '').trim();
}

/** The addon's own limit, a little later than ours: so that XrdCl forgets a request that we gave up. */
function wholeSeconds({totalTimeout = 60_000}: CallOptions): number {
  return Number.isFinite(totalTimeout) ? Math.min(Math.ceil(totalTimeout / 1000) + 1, 65_535) : 0;
}
