import {createHash} from 'node:crypto';
import {open, rm} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {crc32, createInflateRaw} from 'node:zlib';
import {openHandle} from '../../files/open-file.ts';
import {damagedMember, type ZipEntry} from './zip-directory.ts';

/**
 * Write the file that a member holds in compressed form. Nothing is left at `path` when it fails.
 * @param packed a local file with the bytes of the member as they are in the archive
 * @returns the md5 of the file
 * @throws {ServerError} 5 when it is not what the archive's directory says
 */
export async function inflateFile(
  packed: string,
  path: string,
  entry: ZipEntry,
  {signal}: {readonly signal?: AbortSignal},
): Promise<string> {
  const md5 = createHash('md5');
  let bytes = 0;
  let crc = 0;
  const file = await open(path, 'wx');
  try {
    const write = async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > entry.size) throw damagedMember(entry); // before it fills the disk
        crc = crc32(chunk, crc);
        md5.update(chunk);
        await file.writeFile(chunk);
      }
    };
    const source = await openHandle(packed, {owner: 'own', limit: Infinity, link: 'refuse'});
    await pipeline(source.createReadStream(), createInflateRaw(), write, signal ? {signal} : {});
    if (bytes !== entry.size || crc !== entry.crc32) throw damagedMember(entry);
    await file.close();
  } catch (error) {
    await file.close();
    await rm(path, {force: true});
    signal?.throwIfAborted();
    throw isZlibError(error) ? damagedMember(entry, error) : error;
  }
  return md5.digest('hex');
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}
