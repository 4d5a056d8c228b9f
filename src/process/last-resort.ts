import {writeSync} from 'node:fs';
import {join} from 'node:path';
import {harmless} from '../lib/words/harmless.ts';
import {userDirectory} from '../lib/files/home.ts';
import {makeLocalDirectories} from '../lib/files/make-local-directories.ts';
import {LogFile} from '../lib/log/log-file.ts';
import {maskText} from '../lib/words/mask.ts';

const STDERR = 2;
const FAULT_OF_OURS = 1;

/**
 * What no one caught, an exception or a rejected promise, ends the process with one line. Node's own words would be
 * preceded by the line of source where it happened, and in a bundle that is most of the program.
 * @param isTold whether an error was seen to elsewhere
 */
export function catchTheRest(isTold: (error: unknown) => boolean): void {
  process.on('uncaughtException', (error: unknown) => {
    if (!isTold(error)) endWithFault(error);
  });
}

/**
 * Node ends a process without a word, as a success, once nothing is left that could wake it, even where a command still
 * waits for something: an answer that got lost would look like an empty one. That is said, and is a failure.
 * @param tell gets what to say, and ends the process
 * @returns to be called when the command has ended
 */
export function catchEarlyEnd(tell: (error: Error) => void): () => void {
  const caught = (): void => tell(new Error('the command waits for something that can never come'));
  process.once('beforeExit', caught);
  return () => process.off('beforeExit', caught);
}

/** Say what no one caught, and end the process. */
export function endWithFault(error: unknown): never {
  tellFault(error, STDERR);
  process.exit(FAULT_OF_OURS);
}

/**
 * Say in one line that something failed which no one caught.
 * @param fd where to
 * @param command its name, for the details that are kept
 */
export function tellFault(error: unknown, fd: number, command = process.argv[2]): void {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const place = keep(error, command);
  const hint = place === undefined ? '' : ` The details are in ${place}.`;
  try {
    writeSync(fd, `alien failed, and this is our fault: ${harmless(maskText(firstLine(what)))}.${hint}\n`);
  } catch {
    // stderr takes nothing
  }
}

/** @returns where the details were written; undefined where they could not be */
function keep(error: unknown, command = ''): string | undefined {
  const directory = join(userDirectory(process.env, 'state'), 'alien');
  const path = join(directory, 'failure.log');
  try {
    makeLocalDirectories(directory, 0o700);
    let isWritten = true;
    const log = new LogFile(path, {append: false, onFailure: () => (isWritten = false)});
    log.write(`${new Date().toISOString()} alien ${command}`);
    log.write(maskText(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    log.close();
    return isWritten ? path : undefined;
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 500).replace(/\.$/, '');
}
