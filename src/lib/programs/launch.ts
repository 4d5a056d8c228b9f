import {spawn} from 'node:child_process';
import {constants} from 'node:os';
import {isSystemError, meaningOf} from '../errors/error-words.ts';
import {UserError} from '../errors/errors.ts';
import type {FailureName} from '../errors/exit-codes.ts';
import {GONE_DIRECTORY} from '../files/local-path.ts';
import {passOutput, type Sink} from './pass-output.ts';

/** A program of this machine, to be run to its end. */
export interface Launch {
  /** a name that is looked for in PATH, or a path */
  readonly program: string;
  readonly words: readonly string[];
  /** absolute, or `GONE_DIRECTORY` */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** it has the stdin of this process; else none */
  readonly hasStdin: boolean;
}

/** Sends a signal to a program that was started. */
export type Deliver = (signal: NodeJS.Signals) => void;

/** A shell gives this to the end by a signal, plus its number. */
const BY_SIGNAL = 128;

const FAILURES: Readonly<Record<string, FailureName>> = {
  ENOENT: 'NO_SUCH_COMMAND',
  EACCES: 'PERMISSION_DENIED',
  E2BIG: 'ARGUMENTS_TOO_LONG',
};

/**
 * Run a program and wait for its end. A terminal and pipes of this process it has untouched.
 * @param onStart gets the way to send signals to it
 * @returns its exit code; 128 and the number of the signal that ended it
 * @throws {UserError} 127 where there is none of that name; 13 where it must not be run; 7 for too many words
 */
export async function launch(given: Launch, onStart: (deliver: Deliver) => void): Promise<number> {
  try {
    return await start(given, onStart);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // A script without `#!`: shells read it themselves.
    if (error.code === 'ENOEXEC')
      return await start({...given, program: '/bin/sh', words: [given.program, ...given.words]}, onStart);
    throw notStarted(given.program, error);
  }
}

function start(
  {program, words, cwd, env, ...streams}: Launch,
  onStart: (deliver: Deliver) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const place = cwd === GONE_DIRECTORY ? {} : {cwd};
    const {stdout, stderr, hasStdin} = streams;
    const stdio = [hasStdin ? 'inherit' : 'ignore', stdout.fd ?? 'pipe', stderr.fd ?? 'pipe'] as const;
    const child = spawn(program, words, {...place, env, stdio: [...stdio]});
    passOutput(child.stdout, stdout);
    passOutput(child.stderr, stderr);
    child.once('error', reject);
    child.once('spawn', () => onStart((signal) => child.kill(signal)));
    child.once('close', (code, signal) =>
      resolve(code ?? BY_SIGNAL + constants.signals[signal ?? 'SIGTERM']),
    );
  });
}

function notStarted(program: string, cause: Error & {code: string}): UserError {
  if (cause.code === 'ENOENT')
    return new UserError(`There is no program ${program} on this machine.`, {code: 'NO_SUCH_COMMAND', cause});
  const next =
    cause.code === 'EACCES'
      ? ['If its disk allows no programs, set TMPDIR to a directory on another one.']
      : [];
  return new UserError(`${program} cannot be started: ${meaningOf(cause.code)}.`, {
    code: FAILURES[cause.code] ?? 'FAILED',
    next,
    cause,
  });
}
