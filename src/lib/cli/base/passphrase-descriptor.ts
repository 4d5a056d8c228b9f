import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {setTimeout} from 'node:timers/promises';
import type {AskPassphrase} from '../../credentials/private-key.ts';
import {isSystemError} from '../../errors/error-words.ts';
import {UserError} from '../../errors/errors.ts';

/** Bytes; what continues for longer is no pass phrase. */
const LONGEST = 4096;

/** ms between two looks whether the writer of a pipe has written. */
const PAUSE_MS = 20;

/**
 * Take pass phrases from an open descriptor instead of a person, a line for each.
 * @param fd e.g. 3 in `alien token-init --passphrase-fd 3 3<file`; nothing behind the line is read
 */
export function passphraseFrom(fd: number): AskPassphrase {
  return async (origin, attempt = 1) => {
    if (attempt === 1) return readLine(fd, origin);
    // the next line is meant for something else
    throw refusal(`The pass phrase from descriptor ${fd} does not open ${origin}.`);
  };
}

async function readLine(fd: number, origin: string): Promise<string> {
  const bytes: number[] = [];
  let source: number | undefined;
  try {
    source = unblocked(fd);
    for (;;) {
      const byte = await readByte(source);
      if (byte === undefined || byte === 0x0a) break;
      if (bytes.length === LONGEST) {
        throw refusal(
          `What descriptor ${fd} holds is too long for a pass phrase (more than ${LONGEST} bytes).`,
        );
      }
      bytes.push(byte);
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const message = `The pass phrase for ${origin} cannot be read from descriptor ${fd}: nothing to read is open there.`;
    throw new UserError(message, {
      code: 'NO_PASSPHRASE',
      cause,
      next: [`Open it on the command line: ${fd}<FILE`],
    });
  } finally {
    if (source !== undefined && source !== fd) closeSync(source);
  }
  if (bytes.length > 0) return Buffer.from(bytes).toString();
  throw refusal(`Descriptor ${fd} has no pass phrase for ${origin}.`);
}

/** A pipe whose writer is late must not make the process deaf to signals: it is opened once more, without waiting. */
function unblocked(fd: number): number {
  if (!fstatSync(fd).isFIFO()) return fd;
  return openSync(`/proc/self/fd/${fd}`, constants.O_RDONLY | constants.O_NONBLOCK);
}

/** @returns undefined at the end */
async function readByte(fd: number): Promise<number | undefined> {
  const one = Buffer.alloc(1);
  for (;;) {
    try {
      return readSync(fd, one) > 0 ? one[0] : undefined;
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

function refusal(message: string): UserError {
  return new UserError(message, {code: 'NO_PASSPHRASE'});
}
