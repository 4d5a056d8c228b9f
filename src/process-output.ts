import {writeSync} from 'node:fs';
import {constants} from 'node:os';
import type {Interrupt} from './lib/cli/base/interrupt.ts';
import {meaningOf} from './lib/errors/error-words.ts';
import {GRACE_MS} from './process-signals.ts';

/** A reader that went away (`alien find ... | head`) is no failure worth words: what a pipe's end gives in a shell. */
const BROKEN_PIPE = 141;

const STDERR = 2;
const EIO = 5;

/** Looks after stdout and stderr of the process: neither fails without a word, or ends as a success. */
export class OutputWatch {
  readonly #interrupt: () => Interrupt | undefined;
  readonly #told = new WeakSet<Error>();
  #stdout: number | undefined;
  #stderr: number | undefined;

  /**
   * Where stdout takes no more, that is said in one line and the run is stopped in order. Where stderr takes no more,
   * nothing can be said and the run continues.
   * @param interrupt of the run, once there is one
   */
  constructor(interrupt: () => Interrupt | undefined) {
    this.#interrupt = interrupt;
    // Before those of oclif, which are there already, and throw.
    process.stdout.prependListener('error', (error: NodeJS.ErrnoException) => this.#stdoutFailed(error));
    process.stderr.prependListener('error', (error: NodeJS.ErrnoException) => this.#stderrFailed(error));
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
    if (isTerminalGone(process.stdout, error) || this.#stdout !== undefined) return;
    this.#stdout = exitCodeOf(error);
    if (error.code === 'EPIPE') return endQuietly(this.#interrupt());
    say(`The output cannot be written: ${meaningOf(error.code ?? error.message)}.`);
    this.#interrupt()?.stopFor('The output cannot be written.', this.#stdout);
  }

  #stderrFailed(error: NodeJS.ErrnoException): void {
    this.#told.add(error);
    if (isTerminalGone(process.stderr, error)) return;
    this.#stderr ??= exitCodeOf(error);
    if (error.code === 'EPIPE') endQuietly(this.#interrupt());
  }
}

/** No one reads any more: a command that cleans up may do so, any other ends at once. */
function endQuietly(interrupt: Interrupt | undefined): void {
  if (!interrupt?.isHeeded) process.exit(BROKEN_PIPE);
  setTimeout(() => process.exit(BROKEN_PIPE), GRACE_MS).unref();
  interrupt.stopFor('The reader went away.', BROKEN_PIPE);
}

/** SIGHUP ends the command in order. */
function isTerminalGone(stream: NodeJS.WriteStream, {code}: NodeJS.ErrnoException): boolean {
  return code === 'EIO' && stream.isTTY;
}

function exitCodeOf({code}: NodeJS.ErrnoException): number {
  if (code === 'EPIPE') return BROKEN_PIPE;
  return constants.errno[code as keyof typeof constants.errno] ?? EIO;
}

/** Past the streams of the process, one of which has failed. */
function say(text: string): void {
  try {
    writeSync(STDERR, `${text}\n`);
  } catch {
    // stderr takes nothing either
  }
}
