import {isSystemError} from '../../errors/error-words.ts';
import {AlienError} from '../../errors/errors.ts';
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

const INVALID_ARGUMENT = 22;

/** The exit code of oclif's parser, and of plugins that name none. */
const BY_PARSER = 2;

/**
 * Say what went wrong, whose fault it is and what to do next, on stderr.
 * @param flags of the command, for the letters of its options in messages
 * @returns the exit code
 */
export function reportFailure(
  error: unknown,
  out: Output,
  commandId: string | undefined,
  flags: KnownFlags = {},
): number {
  if (error instanceof InterruptedError) return error.exitCode;
  if (error instanceof AlienError) {
    out.note(error.message);
    for (const step of error.next) out.note(step.startsWith(' ') ? `  ${step}` : `  > ${step}`);
    return error.exitCode;
  }
  if (isParseError(error)) {
    const {exit = BY_PARSER} = error.oclif;
    if (exit === 0 || error.code === 'EEXIT') return exit;
    out.note(parseMessage(error.message, flags));
    if (commandId) out.note(`  > See "alien ${commandId.replaceAll(':', ' ')} --help".`);
    return exit === BY_PARSER ? INVALID_ARGUMENT : exit;
  }
  if (isSystemError(error) && error.syscall === 'uv_cwd') {
    return reportFailure(goneDirectory(), out, commandId);
  }
  if (isSystemError(error) && error.path !== undefined) {
    return reportFailure(localError(error, error.path), out, commandId);
  }
  out.note(
    `alien failed in a way that nobody expected: ${error instanceof Error ? error.stack : String(error)}`,
  );
  out.note('  > This is our fault. Please report it with the command that you ran.');
  return 1;
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
