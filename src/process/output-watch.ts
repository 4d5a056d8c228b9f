import {writeSync} from 'node:fs';
import {constants} from 'node:os';
import type {Interrupt} from '../lib/cli/base/interrupt.ts';
import {meaningOf} from '../lib/errors/error-words.ts';
import {GRACE_MS} from './signals.ts';

/** A reader that went away (`alien find ... | head`) is no failure worth words: what a pipe's end gives in a shell. */
const BROKEN_PIPE = 141;

const EIO = 5;

/** A stream that may fail. */
export type WatchedStream = NodeJS.EventEmitter & {readonly fd: number; readonly isTTY?: boolean};

/** The two ways out, and the end; those of a process, or of one command in a worker. */
interface Ways {
  readonly stdout: WatchedStream;
  readonly stderr: WatchedStream;
  exit(code: number): void;
}

/** Looks after stdout and stderr: neither fails without a word, or ends as a success. */
export class OutputWatch {
  readonly #interrupt: () => Interrupt | undefined;
  readonly #told = new WeakSet<Error>();
  #stdout: number | undefined;
  #stderr: number | undefined;

  readonly #ways: Ways;

  /**
   * Where stdout takes no more, that is said in one line and the run is stopped in order. Where stderr takes no more,
   * nothing can be said and the run continues.
   * @param interrupt of the run, once there is one
   * @param ways others than those of the process
   */
  constructor(interrupt: () => Interrupt | undefined, ways: Ways = process) {
    this.#interrupt = interrupt;
    this.#ways = ways;
    // Before those of oclif, which are there already, and throw.
    ways.stdout.prependListener('error', (error: NodeJS.ErrnoException) => this.#stdoutFailed(error));
    ways.stderr.prependListener('error', (error: NodeJS.ErrnoException) => this.#stderrFailed(error));
  }

  /** Whether an error is one of these streams: other listeners, those of oclif, throw it once more. */
  hasTold(error: unknown): boolean {
    return error instanceof Error && this.#told.has(error);
  }

  /** The exit code of the process, where the run itself would end with this one. */
  exitCode(code: number): number {
    return this.#stdout ?? (code === 0 ? (this.#stderr ?? 0) : code);
  }

  #stdoutFailed(error: NodeJS.ErrnoException): void {
    this.#told.add(error);
    if (isTerminalGone(this.#ways.stdout, error) || this.#stdout !== undefined) return;
    this.#stdout = exitCodeOf(error);
    if (error.code === 'EPIPE') return this.#endQuietly();
    say(this.#ways.stderr.fd, `The output cannot be written: ${meaningOf(error.code ?? error.message)}.`);
    this.#interrupt()?.stopFor('The output cannot be written.', this.#stdout);
  }

  #stderrFailed(error: NodeJS.ErrnoException): void {
    this.#told.add(error);
    if (isTerminalGone(this.#ways.stderr, error)) return;
    this.#stderr ??= exitCodeOf(error);
    if (error.code === 'EPIPE') this.#endQuietly();
  }

  /** No one reads any more: a command that cleans up may do so, any other ends at once. */
  #endQuietly(): void {
    const interrupt = this.#interrupt();
    if (!interrupt?.isHeeded) this.#ways.exit(BROKEN_PIPE);
    setTimeout(() => this.#ways.exit(BROKEN_PIPE), GRACE_MS).unref();
    interrupt?.stopFor('The reader went away.', BROKEN_PIPE);
  }
}

/** SIGHUP ends the command in order. */
function isTerminalGone(stream: WatchedStream, {code}: NodeJS.ErrnoException): boolean {
  return code === 'EIO' && stream.isTTY === true;
}

function exitCodeOf({code}: NodeJS.ErrnoException): number {
  if (code === 'EPIPE') return BROKEN_PIPE;
  return constants.errno[code as keyof typeof constants.errno] ?? EIO;
}

/** Past the streams, one of which has failed. */
function say(fd: number, text: string): void {
  try {
    writeSync(fd, `${text}\n`);
  } catch {
    // stderr takes nothing either
  }
}
