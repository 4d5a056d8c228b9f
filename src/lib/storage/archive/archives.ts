import {rm} from 'node:fs/promises';
import {AlienError, ServerError} from '../../errors/errors.ts';
import type {DownloadCall, Transferred} from '../storage.ts';
import {packedName} from '../../traces/temporary-name.ts';
import {checkStored} from './check-stored.ts';
import {inflateFile} from './inflate-file.ts';
import {
  dataOffset,
  findMember,
  LOCAL_HEADER_LENGTH,
  locateDirectory,
  TAIL_LENGTH,
  type ZipEntry,
} from './zip-directory.ts';

/** A piece of a file; a negative offset counts from its end. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** Reads pieces of one archive. */
export interface RangeReader {
  /** what tells it from other archives */
  readonly url: string;
  /** @returns the bytes, and the size of the whole archive */
  read(range: Range, signal?: AbortSignal): Promise<{readonly bytes: Buffer; readonly size: number}>;
  /** Fetch a piece into a new file. Nothing is left at `path` when it fails. */
  download(path: string, range: Range, call: DownloadCall): Promise<Transferred>;
}

/** A larger directory is no directory. */
const MOST_DIRECTORY = 256 << 20;
/** What is packed needs hardly more room than without, however badly it is done. */
const MOST_PACKED = 1.1;
const LEAST_PACKED = 1 << 16;

/** Takes members out of zip archives: only their own bytes are read, and the directory of each archive once. */
export class Archives {
  readonly #directories = new Map<string, Promise<Buffer>>();

  /**
   * Fetch one member into a new file.
   * @throws {ServerError} 2 where there is no such member, 5 for a damaged archive and for a member of another size than
   *   the call says, 95 for an unknown compression
   */
  async download(
    reader: RangeReader,
    member: string,
    path: string,
    call: DownloadCall,
  ): Promise<Transferred> {
    const entry = findMember(await this.#directory(reader, call.signal), member);
    refuseOversize(entry, call.size);
    const start = {offset: entry.headerOffset, length: LOCAL_HEADER_LENGTH};
    const {bytes: header} = await reader.read(start, call.signal);
    const range = {offset: dataOffset(entry, header), length: entry.packedSize};
    if (entry.method === 'stored') {
      const transferred = await reader.download(path, range, call);
      await checkStored(path, entry, call);
      return transferred;
    }
    return await downloadDeflated(reader, entry, range, path, call);
  }

  async #directory(reader: RangeReader, signal: AbortSignal | undefined): Promise<Buffer> {
    const known = this.#directories.get(reader.url);
    if (known !== undefined) {
      try {
        return await known;
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof AlienError) throw error;
        // The one who was reading it was interrupted, we were not.
      }
    }
    const directory = readDirectory(reader, signal);
    this.#directories.set(reader.url, directory);
    try {
      return await directory;
    } catch (error) {
      if (this.#directories.get(reader.url) === directory) this.#directories.delete(reader.url);
      throw error;
    }
  }
}

/** Before a byte is read: what the directory says may fill the disk. */
function refuseOversize({name, method, size, packedSize}: ZipEntry, expected = size): void {
  if (size !== expected)
    throw new ServerError(`The member ${name} has ${size} bytes, the catalogue says ${expected}.`, {
      code: 'INPUT_OUTPUT',
    });
  const mayTake = method === 'stored' ? packedSize === size : packedSize <= size * MOST_PACKED + LEAST_PACKED;
  if (!mayTake)
    throw new ServerError(
      `The member ${name} of the archive is damaged: it takes ${packedSize} bytes there.`,
      {
        code: 'INPUT_OUTPUT',
      },
    );
}

async function readDirectory(reader: RangeReader, signal: AbortSignal | undefined): Promise<Buffer> {
  const {bytes: tail, size} = await reader.read({offset: -TAIL_LENGTH, length: TAIL_LENGTH}, signal);
  const place = locateDirectory(tail, size);
  const tailBegin = size - tail.length;
  if (place.offset >= tailBegin) {
    return tail.subarray(place.offset - tailBegin, place.offset - tailBegin + place.length);
  }
  if (place.length > MOST_DIRECTORY) {
    throw new ServerError('The directory of the archive is too large to be one.', {code: 'INPUT_OUTPUT'});
  }
  return (await reader.read(place, signal)).bytes;
}

async function downloadDeflated(
  reader: RangeReader,
  entry: ZipEntry,
  range: Range,
  path: string,
  call: DownloadCall,
): Promise<Transferred> {
  const packed = packedName(path);
  const begin = performance.now();
  try {
    await reader.download(packed, range, call);
    const md5 = await inflateFile(packed, path, entry, call);
    return {bytes: entry.size, seconds: (performance.now() - begin) / 1000, md5};
  } finally {
    await rm(packed, {force: true});
  }
}
