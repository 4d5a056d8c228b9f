import {UserError} from '../../errors/errors.ts';
import {checkJdl} from '../../jdl/check.ts';
import {type Finding, findingText} from '../../jdl/finding.ts';
import {Jdl} from '../../jdl/jdl.ts';
import {JdlError} from '../../jdl/jdl-error.ts';

/** A job description that a person wrote, as read, with what is to be said of it. */
export interface Description {
  readonly jdl: Jdl;
  /** what it is called in messages */
  readonly name: string;
  readonly findings: readonly Finding[];
}

/**
 * Read a job description with words in the place of `$1`, `$2`, ...
 * @throws {UserError} 22 with line and column, for one that cannot be read
 */
export function readDescription(name: string, text: string, words: readonly string[]): Description {
  try {
    const jdl = Jdl.parse(text, words);
    return {jdl, name, findings: checkJdl(jdl, words.length, highestArgument(text))};
  } catch (error) {
    if (!(error instanceof JdlError)) throw error;
    const {message, place, hint} = error;
    const finding = {severity: 'error', message: `${message}.`, place} as const;
    throw new UserError(findingText(name, finding), {
      cause: error,
      next: hint === undefined ? [] : [`${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`],
    });
  }
}

/** @throws {UserError} 22 that tells all errors, if there are any */
export function refuseErrors({name, findings}: Pick<Description, 'name' | 'findings'>): void {
  const errors = findings.filter(({severity}) => severity === 'error');
  if (errors.length > 0)
    throw new UserError(errors.map((finding) => findingText(name, finding)).join('\n'), {
      next: ['Nothing was uploaded or submitted.'],
    });
}

/** Lines of comment do not count. */
function highestArgument(text: string): number {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return Math.max(0, ...[...lines.join('\n').matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits)));
}
