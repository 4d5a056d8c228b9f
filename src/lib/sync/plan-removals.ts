import {basename, dirname, join} from 'node:path/posix';
import type {Listing} from '../copy/plan/listing.ts';
import type {Selection} from '../copy/selection/selection.ts';
import type {Present} from './destination-tree.ts';

/** What a destination has and the source has not. */
export interface Removals {
  /** below the destination */
  readonly files: readonly string[];
  /** below the destination, each after all that is in it; empty ones, once the files are gone */
  readonly directories: readonly string[];
}

/**
 * Choose what is to go. What the selection would leave out at the source stays; so does what a copy that is under way,
 * or was killed, has written.
 */
export function planRemovals(source: Listing, present: readonly Present[], selection: Selection): Removals {
  const files = new Set(source.files.map(({relative}) => relative));
  // A link in the place of a directory stands for it.
  const wanted = new Set([...files, ...source.directories]);
  const extra = present.filter(
    ({relative, isDirectory}) => !isDirectory && !wanted.has(relative) && !isIncomplete(relative),
  );
  const chosen = new Set(
    selection
      // as if they were at the source
      .choose(extra.map((each) => ({...each, path: join(source.shape.path, each.relative)})))
      .map((index) => extra[index]?.relative ?? ''),
  );
  if (!selection.isEverything) return {files: [...chosen], directories: []};

  const needed = new Set(source.directories);
  const keep = (path: string) => {
    for (let each = dirname(path); each !== '.' && !needed.has(each); each = dirname(each)) needed.add(each);
  };
  files.forEach(keep);
  for (const {relative, isDirectory} of present) if (!isDirectory && !chosen.has(relative)) keep(relative);
  const directories = present
    .filter(({relative, isDirectory}) => isDirectory && !needed.has(relative))
    .map(({relative}) => relative);
  return {files: [...chosen], directories: directories.sort((a, b) => (a < b ? 1 : -1))};
}

/** A hidden name such as a copy gives to what is not complete, or is being replaced. */
function isIncomplete(path: string): boolean {
  return /^\..+\.(?:part|packed|old)$/.test(basename(path));
}
