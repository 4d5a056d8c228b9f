import {dirname, join} from 'node:path/posix';
import type {Listing} from '../copy/plan/listing.ts';
import type {Selection} from '../copy/selection/selection.ts';
import {isLeftover, isTemporary} from '../traces/temporary-name.ts';
import type {Present} from './destination-tree.ts';

/** What a destination has and the source has not. */
export interface Removals {
  /** below the destination */
  readonly files: readonly string[];
  /** below the destination, each after all that is in it; empty ones, once the files are gone */
  readonly directories: readonly string[];
}

export interface PlannedRemovals extends Removals {
  /** files that stay because a program may be at work with them, or keep the only copy of a file there */
  readonly inUse: readonly string[];
}

/**
 * Choose what is to go. What the selection would leave out at the source stays; so do temporary names, except those of
 * incomplete files whose process is gone.
 */
export function planRemovals(
  source: Listing,
  present: readonly Present[],
  selection: Selection,
): PlannedRemovals {
  const files = new Set(source.files.map(({relative}) => relative));
  // A link in the place of a directory stands for it.
  const wanted = new Set([...files, ...source.directories]);
  const stays = new Set(
    present.filter(({relative}) => !wanted.has(relative) && isInUse(relative)).map(({relative}) => relative),
  );
  const extra = present.filter(
    ({relative, isDirectory}) => !isDirectory && !wanted.has(relative) && !stays.has(relative),
  );
  const inUse = present.flatMap((each) =>
    !each.isDirectory && stays.has(each.relative) ? [each.relative] : [],
  );
  const chosen = new Set(
    selection
      // as if they were at the source
      .choose(extra.map((each) => ({...each, path: join(source.shape.path, each.relative)})))
      .map((index) => extra[index]?.relative ?? ''),
  );
  if (!selection.isEverything) return {files: [...chosen], directories: [], inUse};

  const needed = new Set(source.directories);
  const keep = (path: string) => {
    for (let each = dirname(path); each !== '.' && !needed.has(each); each = dirname(each)) needed.add(each);
  };
  files.forEach(keep);
  for (const relative of stays) needed.add(relative);
  stays.forEach(keep);
  for (const {relative, isDirectory} of present) if (!isDirectory && !chosen.has(relative)) keep(relative);
  const directories = present
    .filter(({relative, isDirectory}) => isDirectory && !needed.has(relative))
    .map(({relative}) => relative);
  return {files: [...chosen], directories: directories.sort((a, b) => (a < b ? 1 : -1)), inUse};
}

/** Directories have temporary names, too. */
function isInUse(path: string): boolean {
  return path.split('/').some((name) => isTemporary(name) && !isLeftover(name));
}
