import type {Entry} from '../../catalogue/entry.ts';
import {DoubtfulAnswer} from '../../catalogue/result-reader.ts';
import {AlienError, UserError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {GridFile, ListingProblem} from './listing.ts';

interface Sorted {
  readonly files: readonly GridFile[];
  readonly directories: readonly string[];
  readonly problems: readonly ListingProblem[];
}

/**
 * Tell files, directories and what cannot be copied apart. Each name comes once, whatever the service has told: it may
 * have a file beside a directory of the same name, of which only the directory has a place elsewhere.
 * @param relativeOf the path below the source; may throw for a name that has no place there
 */
export function sortEntries(entries: readonly Entry[], relativeOf: (lfn: Lfn) => string): Sorted {
  const files = new Map<string, GridFile>();
  const directories = new Set<string>();
  const problems: ListingProblem[] = [];
  for (const entry of entries) {
    try {
      const relative = relativeOf(entry.lfn);
      if (entry.type === 'd') directories.add(relative);
      else files.set(relative, fileOf(entry, relative));
    } catch (error) {
      problems.push(problemOf(entry, error));
    }
  }
  const taken = new Set([...directories, ...[...files.keys()].flatMap(directoriesAbove)]);
  for (const [relative, {entry}] of files) {
    if (!taken.has(relative)) continue;
    files.delete(relative);
    const error = new UserError(`${entry.lfn} is a file beside a directory of the same name.`, {
      code: 'IS_A_DIRECTORY',
      next: ['Copy it alone, to another name.'],
    });
    problems.push(problemOf(entry, error));
  }
  return {files: [...files.values()], directories: [...directories], problems};
}

function fileOf(entry: Entry, relative: string): GridFile {
  const {lfn, type, size, changed, doubt} = entry;
  if (type !== 'f') throw new UserError(`${lfn} is a collection, not a file.`);
  if (doubt !== undefined) throw new DoubtfulAnswer(lfn, doubt);
  return {relative, size, changed, unchangedSince: changed, entry};
}

function problemOf({lfn, size}: Entry, error: unknown): ListingProblem {
  if (!(error instanceof AlienError)) throw error;
  return {path: lfn, size, error};
}

function directoriesAbove(relative: string): string[] {
  const parts = relative.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
