import {AlienError} from '../errors/errors.ts';
import {InterruptedError} from './interrupt.ts';
import type {Output} from './output.ts';

/** A mistake in the command line, as oclif's parser throws it. */
interface ParseError extends Error {
  readonly oclif: {readonly exit?: number};
}

const INVALID_ARGUMENT = 22;

/**
 * Say what went wrong, whose fault it is and what to do next, on stderr.
 * @returns the exit code
 */
export function reportFailure(error: unknown, out: Output, commandId: string | undefined): number {
  if (error instanceof InterruptedError) return error.exitCode;
  if (error instanceof AlienError) {
    out.note(error.message);
    for (const step of error.next) out.note(step.startsWith(' ') ? `  ${step}` : `  > ${step}`);
    return error.exitCode;
  }
  if (isParseError(error)) {
    if (error.oclif.exit === 0) return 0;
    out.note(error.message.replace(/\nSee more help with --help$/, ''));
    if (commandId) out.note(`  > See "alien ${commandId.replaceAll(':', ' ')} --help".`);
    return INVALID_ARGUMENT;
  }
  out.note(
    `alien failed in a way that nobody expected: ${error instanceof Error ? error.stack : String(error)}`,
  );
  out.note('  > This is our fault. Please report it with the command that you ran.');
  return 1;
}

function isParseError(error: unknown): error is ParseError {
  return error instanceof Error && 'oclif' in error;
}
