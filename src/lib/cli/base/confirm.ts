import {createInterface} from 'node:readline/promises';
import {openSync} from 'node:fs';
import {ReadStream, WriteStream} from 'node:tty';
import {harmless} from '../../words/harmless.ts';

/**
 * Ask a person at the terminal a question that is answered with yes or no.
 * @returns whether the answer was yes; false where there is no terminal to ask on
 */
export async function confirm(isInteractive: () => boolean, question: string): Promise<boolean> {
  if (!isInteractive()) return false;
  let fd: number;
  try {
    fd = openSync('/dev/tty', 'r+');
  } catch {
    return false;
  }
  const input = new ReadStream(fd);
  const lines = createInterface({input, output: new WriteStream(fd)});
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(harmless(`${question} [y/N] `)), closed]);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    lines.close();
    input.destroy();
  }
}
