import {createHash} from 'node:crypto';
import {open} from 'node:fs/promises';
import {localError} from '../../errors/local-error.ts';
import type {HashedFile} from '../model/content.ts';

const CHUNK = 1 << 18;

/**
 * Read a local file once, for its md5 and for the number of bytes really read.
 * @param expected bytes, as far as is known: a small file is read at once
 * @param onBytes told of the bytes so far, now and then
 * @throws {UserError} where it cannot be read; the reason of `signal`
 */
export async function hashFile(
  path: string,
  expected: number,
  signal?: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<HashedFile> {
  const hash = createHash('md5');
  let size = 0;
  try {
    await using file = await open(path, 'r');
    let buffer = Buffer.allocUnsafe(Math.min(expected + 1, CHUNK));
    for (;;) {
      signal?.throwIfAborted();
      const {bytesRead} = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      size += bytesRead;
      onBytes?.(size);
      if (size === expected && bytesRead < buffer.length) break;
      // It has grown, and a buffer for a small file would take for ever.
      if (size > expected && buffer.length < CHUNK) buffer = Buffer.allocUnsafe(CHUNK);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw localError(error, path);
  }
  return {path, size, md5: hash.digest('hex')};
}
