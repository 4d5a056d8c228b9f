import {createContext, Script} from 'node:vm';
import {UserError} from '../../errors/errors.ts';

/** Longer ones are no paths. */
const LONGEST_EXPRESSION = 1000;
/** ms for one expression on all paths of a copy. Some expressions take longer than the universe is old. */
const TIME_LIMIT = 5000;

const TIMED_OUT = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

const TEST_ALL = new Script('texts.map((text) => expression.test(text))');

/**
 * Compile a regular expression of the user.
 * @param option named in the error
 * @throws {UserError} 64
 */
export function compileRegex(source: string, option: string): RegExp {
  if (source.length > LONGEST_EXPRESSION) {
    throw new UserError(
      `${option}: the regular expression is longer than ${LONGEST_EXPRESSION} characters.`,
      {
        code: 'BAD_EXPRESSION',
      },
    );
  }
  try {
    return new RegExp(source, 's');
  } catch (error) {
    throw new UserError(
      `${option} ${source}: this is not a regular expression (${(error as Error).message}).`,
      {
        code: 'BAD_EXPRESSION',
        cause: error,
      },
    );
  }
}

/**
 * Try an expression on many texts, within a limit of time.
 * @throws {UserError} 64 when it takes too long
 */
export function testAll(expression: RegExp, texts: readonly string[], limit = TIME_LIMIT): boolean[] {
  const context = createContext({expression, texts});
  try {
    return TEST_ALL.runInContext(context, {timeout: limit}) as boolean[];
  } catch (error) {
    // The error may come from the other context, with another class Error.
    if (!Error.isError(error) || !('code' in error) || error.code !== TIMED_OUT) throw error;
    throw new UserError(`The regular expression ${expression.source} takes too long on these names.`, {
      code: 'BAD_EXPRESSION',
      cause: error,
      next: ['Write it without a repetition within a repetition, such as (a+)+.'],
    });
  }
}
