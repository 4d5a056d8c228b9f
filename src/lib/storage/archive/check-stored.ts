import {rm} from 'node:fs/promises';
import {crc32} from 'node:zlib';
import {openHandle} from '../../files/open-file.ts';
import {damagedMember, type ZipEntry} from './zip-directory.ts';

/**
 * Check a member that the archive holds as it is, once it has been fetched. Nothing is left at `path` when it fails.
 * @throws {ServerError} 5 when it is not what the archive's directory says
 */
export async function checkStored(
  path: string,
  entry: ZipEntry,
  {signal}: {readonly signal?: AbortSignal},
): Promise<void> {
  try {
    let bytes = 0;
    let crc = 0;
    const file = await openHandle(path, {owner: 'own', limit: Infinity, link: 'refuse'});
    for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      bytes += chunk.length;
      crc = crc32(chunk, crc);
    }
    if (bytes !== entry.size || crc !== entry.crc32) throw damagedMember(entry);
  } catch (error) {
    await rm(path, {force: true});
    throw error;
  }
}
