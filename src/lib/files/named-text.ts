import {constants, isUtf8} from 'node:buffer';
import {openNamedStream} from './named-stream.ts';
import {UnreadableFile} from './unreadable-file.ts';

/** A longer text would be no string; lists of a million names have half of that. */
const LIMIT = constants.MAX_STRING_LENGTH;

/**
 * The text of a file that the user names: a regular file, or a pipe that another program writes, such as `<(...)`.
 * A pipe without a writer is waited for; signals are heard meanwhile.
 * @throws {UnreadableFile} for what cannot be read, is a device or a directory, too large, or not UTF-8
 */
export async function readNamedText(path: string): Promise<string> {
  return await readStreamText(openNamedStream(path, undefined, LIMIT), path);
}

/**
 * The text of a stream, such as stdin.
 * @param origin its name, for messages
 * @throws {UnreadableFile} for one that does not end in time to be a text, or is not UTF-8
 */
export async function readStreamText(stream: AsyncIterable<unknown>, origin: string): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LIMIT) throw new UnreadableFile(origin, 'EFBIG');
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces, length);
  // What is not is made up by the decoder: a name in it would be another one.
  if (!isUtf8(bytes)) throw new UnreadableFile(origin, 'EILSEQ');
  return bytes.toString().replace(/^\uFEFF/, '');
}
