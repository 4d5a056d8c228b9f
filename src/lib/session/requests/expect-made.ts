import {ServerError} from '../../errors/errors.ts';
import {type Answer, exitCodeOf} from './answer.ts';
import {errorText, expectSuccess} from './expect-success.ts';

/** Commands of the service that give names to entries. */
export const NAMING_COMMANDS: ReadonlySet<string> = new Set(['mkdir', 'touch', 'mv', 'cp', 'commit']);

/**
 * Pass the successful answer on to a request that gives something a name. The real service has no room for letters
 * beyond Latin-1, and refuses them with whatever comes of that: "No such file or directory", say.
 * @param names those that were asked for
 * @throws {ServerError} with the service's code
 */
export function expectMade(answer: Answer, names: readonly string[]): Answer {
  if (exitCodeOf(answer) === 0 || !names.some(beyondLatin)) return expectSuccess(answer);
  throw refusedName(errorText(answer), exitCodeOf(answer), names);
}

/** Why something could not be made, where its name may be the reason. @param text what the service says */
export function refusedName(text: string, exitCode: number, names: readonly string[]): ServerError {
  const name = names.find(beyondLatin);
  if (name === undefined) return new ServerError(text, {exitCode});
  return new ServerError(
    `The central service takes no letters beyond Latin-1 in names, such as "${beyondLatin(name)}" in ${name} (it says: ${text}).`,
    {exitCode, next: ['Give it a name of Latin letters, digits, "-", "_" and ".".']},
  );
}

function beyondLatin(name: string): string | undefined {
  return /[^\0-\u00FF]/u.exec(name)?.[0];
}
