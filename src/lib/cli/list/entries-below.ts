import {findPages} from '../../catalogue/find-pages.ts';
import {gridNames, withLfns} from '../../catalogue/lookup.ts';
import {UserError} from '../../errors/errors.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Listed} from './listed.ts';
import {fromFound} from './read-listed.ts';
import {isPattern} from './list-name.ts';

/** What is wanted of the entries below a directory. */
export interface BelowWishes {
  /** names that begin with a dot too, and what is in such directories */
  readonly all: boolean;
  /** with the lines of `ls -l`, sizes in them for people or not; undefined: without lines */
  readonly lines?: 'human' | 'bytes';
  readonly signal: AbortSignal;
}

/**
 * Read something of a directory that is to be looked at as a whole, by its full name. Nothing may be printed by `read`: it
 * may be called a second time, where its first answer tells that relative names start elsewhere.
 * @throws {UserError} 22 for a pattern
 */
export async function ofWholeDirectory<T>(
  grid: Requester,
  name: string,
  read: (lfn: string) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  if (isPattern(name))
    throw new UserError(`${name}: name the directory that is meant with all below it.`, {
      next: [`What fits a pattern below it: alien find DIRECTORY '${name.slice(name.lastIndexOf('/') + 1)}'`],
    });
  return await withLfns(grid, gridNames([name]), ([lfn = '']) => read(lfn), {signal});
}

/**
 * All entries below a directory, directories before what is in them, as they come from the service.
 * @param lfn of the directory
 * @throws {ServerError} 2 and 20 where it is no directory
 */
export async function* entriesBelow(
  grid: Requester,
  lfn: string,
  {all, lines, signal}: BelowWishes,
): AsyncGenerator<Listed> {
  const long = lines === undefined ? [] : [lines === 'human' ? '-wh' : '-w'];
  const find = {options: ['-f', ...long, '-d'], directory: lfn, pattern: '*', signal} as const;
  const start = lfn === '/' ? 0 : lfn.length;
  for await (const {answer, failure} of findPages(grid, {...find, want: lines ? 'both' : 'keys'})) {
    if (failure) throw failure;
    for (const result of answer.results) {
      const entry = fromFound(result, lines);
      if (entry === undefined || entry.lfn === lfn) continue;
      if (all || !entry.lfn.slice(start).includes('/.')) yield entry;
    }
  }
}
