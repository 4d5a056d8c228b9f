import {isUtf8} from 'node:buffer';
import {UnreadableFile} from '../files/unreadable-file.ts';

/** A line of a batch, with those that a backslash at their ends joins to it. */
export interface LogicalLine {
  readonly text: string;
  /** of its first line, from 1 on */
  readonly number: number;
}

const NEWLINE = 10;
const LONGEST = 16 << 20;

/**
 * The lines of a stream, each as soon as it is there.
 * @param origin name of the stream, for messages
 * @throws {UnreadableFile} for text that is not UTF-8, and for a line without end
 */
export async function* logicalLines(
  stream: AsyncIterable<unknown>,
  origin: string,
): AsyncGenerator<LogicalLine> {
  let number = 1;
  let pending: string | undefined;
  let count = 0;
  for await (const bytes of linesOf(stream, origin)) {
    count++;
    // What is not UTF-8 is made up by the decoder: a name in it would be another one.
    if (!isUtf8(bytes)) throw new UnreadableFile(origin, 'EILSEQ');
    const line = bytes
      .toString()
      .replace(/\r$/, '')
      .replace(/^\uFEFF/, '');
    const text = pending === undefined ? line : `${pending}\n${line}`;
    if (isContinued(line, pending !== undefined)) {
      pending = text;
      continue;
    }
    yield {text, number};
    pending = undefined;
    number = count + 1;
  }
  if (pending !== undefined) yield {text: pending, number};
}

/** An odd number of backslashes at the end; in a comment they say nothing. */
function isContinued(line: string, isContinuation: boolean): boolean {
  const [slashes = ''] = /\\*$/.exec(line) ?? [];
  return slashes.length % 2 === 1 && (isContinuation || !/^\s*#/.test(line));
}

async function* linesOf(stream: AsyncIterable<unknown>, origin: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, end)]);
      rest = [];
      length = 0;
      from = end + 1;
    }
    rest.push(piece.subarray(from));
    length += piece.length - from;
    if (length > LONGEST) throw new UnreadableFile(origin, 'EFBIG');
  }
  if (length > 0) yield Buffer.concat(rest);
}
