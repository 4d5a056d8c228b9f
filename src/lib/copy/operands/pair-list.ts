import {UserError} from '../../errors/errors.ts';
import {isEmptyName} from '../../paths/empty-name.ts';
import {splitWords} from './list-words.ts';
import type {CopyPair} from '../model/request.ts';

/** More bad lines than these are counted, not listed. */
const MOST_LISTED = 10;

/**
 * Read a list of copies: `SOURCE DESTINATION` a line, quoted as for a shell; `#` begins a comment.
 * @throws {UserError} 22 that names every bad line by its number
 */
export async function parsePairs(text: string): Promise<CopyPair[]> {
  const lines = text.split(/\r?\n/).map((content, index) => ({line: index + 1, content}));
  const pairs = await checkedLines(lines, ({content, line}) => pairFrom(content, line));
  return pairs.filter((pair) => pair !== undefined);
}

/**
 * Read things that belong to lines of a list; all that are bad are named together.
 * @throws {UserError} 22
 */
export async function checkedLines<T extends {readonly line: number}, R>(
  lines: readonly T[],
  read: (each: T) => R | Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const problems: string[] = [];
  for (const each of lines) {
    try {
      results.push(await read(each));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(`Line ${each.line}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw badLines(problems);
  return results;
}

function pairFrom(text: string, line: number): CopyPair | undefined {
  const words = splitWords(text);
  const [source, destination] = words;
  if (source === undefined) return undefined;
  if (destination === undefined) throw new UserError(`${source} has no destination.`);
  if (words.length > 2)
    throw new UserError(`there are ${words.length} words; names with blanks need quotes.`);
  for (const name of [source, destination]) if (isEmptyName(name)) throw new UserError('a name is empty.');
  return {line, source, destination};
}

function badLines(problems: readonly string[]): UserError {
  const listed = problems.slice(0, MOST_LISTED);
  const more = problems.length > listed.length ? [`... and ${problems.length - listed.length} more`] : [];
  return new UserError(['The list is not copied.', ...listed, ...more].join('\n'), {
    next: ['Write a source and a destination a line, such as: alien:data/x.root file:x.root'],
  });
}
