import {closeSync, openSync} from 'node:fs';
import {ReadStream, WriteStream} from 'node:tty';
import {UserError} from '../errors/errors.ts';

/**
 * Ask for the pass phrase of a key on the terminal, without echo. The terminal itself is opened,
 * so that stdin stays free for data.
 * @throws {UserError} 126 where there is no terminal to ask on
 */
export async function askPassphrase(keyOrigin: string): Promise<string> {
  const fd = openTerminal(keyOrigin);
  const {createInterface} = await import('node:readline');
  const input = new ReadStream(fd);
  const prompt = new WriteStream(fd);
  prompt.write(`Enter the pass phrase of the key for ${keyOrigin}: `);
  const lines = createInterface({input, terminal: true, escapeCodeTimeout: 50});
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('SIGINT', () => reject(new UserError('No pass phrase was given.', {exitCode: 130})));
      lines.once('close', () => reject(new UserError('No pass phrase was given.', {exitCode: 126})));
    });
  } finally {
    lines.close();
    prompt.write('\n');
    input.destroy();
  }
}

function openTerminal(keyOrigin: string): number {
  try {
    const fd = openSync('/dev/tty', 'r+');
    if (process.stderr.isTTY || process.stdin.isTTY) return fd;
    closeSync(fd);
  } catch {
    // no controlling terminal: the same answer as below
  }
  throw new UserError(
    `The key for ${keyOrigin} needs a pass phrase, and there is no terminal to ask for it.`,
    {
      exitCode: 126,
      next: ['Use a token (JALIEN_TOKEN_CERT, JALIEN_TOKEN_KEY) where nobody can answer.'],
    },
  );
}
