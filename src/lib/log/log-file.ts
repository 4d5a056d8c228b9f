import {closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync, writeSync} from 'node:fs';
import {isatty} from 'node:tty';
import {harmless} from '../words/harmless.ts';

const STDERR = 2;

export interface LogFileOptions {
  /** keep what is there; without it the log begins anew */
  readonly append: boolean;
  /** told once, when the disk takes no more */
  readonly onFailure: (error: unknown) => void;
}

/**
 * A log that only its owner can read. Each line is written at once, so that a crash loses none. A link is not
 * followed, and a file of someone else's not used: in a shared directory both may have been laid out.
 */
export class LogFile {
  #file: number | undefined;
  readonly #isTerminal: boolean;
  readonly #onFailure: (error: unknown) => void;

  /** @throws the error of the file system; an Error for a file that is not the user's own */
  constructor(path: string, {append, onFailure}: LogFileOptions) {
    this.#onFailure = onFailure;
    this.#file = path === '/dev/stderr' ? STDERR : openOwnFile(path, append);
    this.#isTerminal = isatty(this.#file);
  }

  /** Never throws: after a first failure nothing more is written. */
  write(line: string): void {
    if (this.#file === undefined) return;
    try {
      writeSync(this.#file, `${this.#isTerminal ? harmless(line) : line}\n`);
    } catch (error) {
      this.close();
      this.#onFailure(error);
    }
  }

  close(): void {
    if (this.#file !== undefined && this.#file !== STDERR) closeSync(this.#file);
    this.#file = undefined;
  }
}

function openOwnFile(path: string, append: boolean): number {
  const {O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW, O_NONBLOCK} = constants;
  // O_NONBLOCK: a named pipe without a reader must not stop anyone
  const file = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) return file; // /dev/null, a pipe
    if (facts.uid !== process.getuid?.()) throw new Error(`${path} belongs to another user`);
    if (facts.nlink > 1) throw new Error(`${path} has a second name somewhere`);
    fchmodSync(file, 0o600);
    if (!append) ftruncateSync(file);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
