import {isSystemError} from '../../errors/error-words.ts';
import {AlienError, InternalError, UserError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import {localError} from '../../errors/local-error.ts';
import {goneDirectory} from '../../files/local-path.ts';
import {InterruptedError} from './interrupt.ts';
import type {KnownFlags} from '../words/legacy-arguments.ts';
import type {Output} from '../show/output.ts';

/** A mistake in the command line, as oclif's parser throws it. */
interface ParseError extends Error {
  readonly oclif: {readonly exit?: number};
  /** EEXIT where nothing is to be said */
  readonly code?: string;
}

/** The exit code of oclif's parser, and of plugins that name none. */
const BY_PARSER = 2;

/**
 * Say what went wrong, whose fault it is and what to do next: on stderr, and under `--json` on stdout too.
 * @param flags of the command, for the letters of its options in messages
 * @returns the exit code
 */
export function reportFailure(
  error: unknown,
  out: Output,
  commandId: string | undefined,
  flags: KnownFlags = {},
): number {
  if (isParseError(error)) {
    const {exit = BY_PARSER} = error.oclif;
    if (exit === 0 || error.code === 'EEXIT') return exit;
    const next = commandId ? [`See "alien ${commandId.replaceAll(':', ' ')} --help".`] : [];
    return reportFailure(
      new UserError(parseMessage(error.message, flags), {
        exitCode: exit === BY_PARSER ? EXIT.INVALID_ARGUMENT : exit,
        next,
      }),
      out,
      commandId,
    );
  }
  const known = expected(error);
  if (known) {
    const {code, exitCode, message, next} = known;
    out.failure({code, exitCode, message, next, isKnown: known instanceof InterruptedError});
    return exitCode;
  }
  const text = error instanceof Error ? error.stack : String(error);
  const bug = new InternalError(`alien failed unexpectedly: ${text}`, {
    next: ['This is our fault. Please report it with the command that you ran.'],
  });
  return reportFailure(bug, out, commandId);
}

/** The error that a person can understand, where there is one. */
function expected(error: unknown): AlienError | undefined {
  if (error instanceof AlienError) return error;
  if (!isSystemError(error)) return undefined;
  if (error.syscall === 'uv_cwd') return goneDirectory();
  const named = error.path === undefined ? undefined : localError(error, error.path);
  return named instanceof AlienError ? named : undefined;
}

/** oclif's words without its layout and hint, and a wrong value in one line, with the letter of its option. */
function parseMessage(message: string, flags: KnownFlags): string {
  const text = message.replace(/\nSee more help with --help$/, '');
  const [, name, wanted, value] = /^Parsing --(\S+) \n\tExpected (.*) but received: (.*)$/s.exec(text) ?? [];
  if (name !== undefined && wanted !== undefined && value !== undefined) {
    const letter = flags[name]?.char;
    return `${letter === undefined ? '' : `-${letter}, `}--${name}: ${value} is not ${wanted}.`;
  }
  const without = /^Flag (--\S+) expects a value$/.exec(text)?.[1];
  return without === undefined
    ? text
    : `${without} needs a value. One that begins with a dash: ${without}=-X`;
}

function isParseError(error: unknown): error is ParseError {
  return error instanceof Error && 'oclif' in error;
}
