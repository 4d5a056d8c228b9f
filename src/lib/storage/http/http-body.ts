import type {IncomingMessage} from 'node:http';
import {bodyError, noAnswer} from './http-error.ts';
import type {Patience} from './patience.ts';

/** Fewer bytes are not worth a call to the disk. */
const BATCH = 1 << 20;

/**
 * The body of an answer, in batches: what one connection brings at a time is small.
 * @throws {NetworkError} when it ends before its time, or when nothing comes for too long
 */
export async function* piecesOf(
  response: IncomingMessage,
  host: string,
  {ms, patience}: {readonly ms: number; readonly patience: Patience},
): AsyncGenerator<readonly Buffer[]> {
  const wait = () => patience.wait(ms, () => noAnswer(ms, host));
  let batch: Buffer[] = [];
  let size = 0;
  try {
    wait();
    for await (const piece of response as AsyncIterable<Buffer>) {
      batch.push(piece);
      size += piece.length;
      patience.again();
      if (size < BATCH) continue;
      patience.rest(); // it is this side that takes its time now
      yield batch;
      [batch, size] = [[], 0];
      wait();
    }
  } catch (error) {
    throw bodyError(error, host);
  } finally {
    patience.rest();
  }
  if (size > 0) yield batch;
}

/** Which part of a file an answer holds; undefined where it is not a part. */
export function partOf(response: IncomingMessage): {begin: number; size: number} | undefined {
  const match = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers['content-range'] ?? '');
  if (response.statusCode !== 206 || match === null) return undefined;
  return {begin: Number(match[1]), size: Number(match[2])};
}
