import {closeSync, openSync} from 'node:fs';
import {ReadStream, WriteStream} from 'node:tty';
import {Flags} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {harmless} from '../../words/harmless.ts';
import {passphraseFrom} from './passphrase-descriptor.ts';
import type {AskPassphrase} from '../../credentials/private-key.ts';

/** OpenSSL refuses to ask for shorter ones, so other programs could not read the key. */
const SHORTEST = 4;

/** The flag of commands that may need a pass phrase where there is no terminal. */
export const passphraseFlag = {
  'passphrase-fd': Flags.integer({
    description: 'take the pass phrase from this open descriptor instead of the terminal',
    helpValue: 'N',
    min: 0,
  }),
};

/**
 * Where pass phrases come from, by that flag.
 * @param atTerminal asks a person, where the flag is not given
 */
export function passphraseSource(
  flags: {readonly 'passphrase-fd': number | undefined},
  atTerminal: AskPassphrase,
): AskPassphrase {
  const fd = flags['passphrase-fd'];
  return fd === undefined ? atTerminal : passphraseFrom(fd);
}

/** Tells whether a person sits at the terminal of the process. */
type IsInteractive = () => boolean;

/**
 * Ask for the pass phrase of a key on the terminal, without echo. The terminal itself is opened,
 * so that stdin stays free for data.
 * @param attempt counts from 1; behind a wrong answer it is said to have been wrong
 * @throws {UserError} 126 where there is no terminal to ask on
 */
export async function askPassphrase(
  isInteractive: IsInteractive,
  origin: string,
  attempt = 1,
): Promise<string> {
  const again = attempt > 1 ? 'That was not it. ' : '';
  return ask(isInteractive, origin, `${again}Enter the pass phrase for ${origin}: `);
}

/**
 * Ask twice for a pass phrase that is to protect a new file.
 * @throws {UserError} 126 where there is no terminal, or the two differ; 22 where it is too short
 */
export async function askNewPassphrase(isInteractive: IsInteractive, origin: string): Promise<string> {
  const first = await ask(isInteractive, origin, `Choose a pass phrase for ${origin}: `);
  checkNewPassphrase(first);
  const second = await ask(isInteractive, origin, `Enter it once more: `);
  if (first === second) return first;
  throw new UserError('The two pass phrases differ.', {code: 'NO_PASSPHRASE'});
}

/** @throws {UserError} 22 where a new pass phrase is too short */
export function checkNewPassphrase(passphrase: string): void {
  if (passphrase.length >= SHORTEST) return;
  throw new UserError(`A pass phrase has at least ${SHORTEST} characters.`, {
    next: ['Without one, use --no-encryption.'],
  });
}

async function ask(isInteractive: IsInteractive, origin: string, question: string): Promise<string> {
  const fd = openTerminal(isInteractive, origin);
  const {createInterface} = await import('node:readline');
  const input = new ReadStream(fd);
  const prompt = new WriteStream(fd);
  const lines = createInterface({input, terminal: true, escapeCodeTimeout: 50});
  prompt.write(harmless(question)); // only now: the echo is off
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('SIGINT', () => reject(new UserError('No pass phrase was given.', {code: 'INTERRUPTED'})));
      lines.once('close', () => reject(new UserError('No pass phrase was given.', {code: 'NO_PASSPHRASE'})));
    });
  } finally {
    lines.close();
    prompt.write('\n');
    input.destroy();
  }
}

function openTerminal(isInteractive: IsInteractive, origin: string): number {
  try {
    const fd = openSync('/dev/tty', 'r+');
    if (isInteractive()) return fd;
    closeSync(fd);
  } catch {
    // no controlling terminal: the same answer as below
  }
  throw new UserError(`${origin} needs a pass phrase, and there is no terminal to ask for it.`, {
    code: 'NO_PASSPHRASE',
    next: [
      'Give it on a descriptor, where the command has --passphrase-fd N;',
      '  without a terminal, use a token: "alien token-init" makes one.',
    ],
  });
}
