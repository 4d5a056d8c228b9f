import {createHash} from 'node:crypto';
import {rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {localError} from '../../errors/local-error.ts';
import {openNamedStream} from '../../files/named-stream.ts';
import {makeTemporaryDirectory} from '../../traces/temporary-directory.ts';
import type {HashedFile} from '../model/content.ts';

/** What was in a file when it was read, for as long as it is needed. */
export interface Snapshot extends HashedFile, AsyncDisposable {}

/**
 * Read a source to its end into a file that only this user can reach: the size of what the kernel makes up as it is read,
 * and of a pipe, is known only then. Dispose of it when done.
 * @throws {UserError} where it cannot be read, or the disk is full; the reason of the signal
 */
export async function takeSnapshot(source: string, signal: AbortSignal): Promise<Snapshot> {
  const directory = await makeTemporaryDirectory().catch((error: unknown) => {
    throw localError(error, tmpdir());
  });
  const dispose = () => rm(directory, {recursive: true, force: true});
  try {
    const path = join(directory, 'source');
    const md5 = createHash('md5');
    let size = 0;
    const pieces = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of openNamedStream(source, signal) as AsyncIterable<Buffer>) {
        md5.update(piece);
        size += piece.length;
        yield piece;
      }
    };
    await writeFile(path, pieces(), {mode: 0o600, signal});
    return {path, size, md5: md5.digest('hex'), [Symbol.asyncDispose]: dispose};
  } catch (error) {
    await dispose();
    signal.throwIfAborted();
    throw localError(error, source);
  }
}
