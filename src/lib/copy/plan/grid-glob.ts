import type {Found} from '../../catalogue/find.ts';
import {absoluteLfn, type Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {findSorted} from '../../catalogue/find-sorted.ts';
import type {PlanOptions} from './plan-options.ts';
import {matchesGlob} from '../selection/glob.ts';

export interface GridGlob {
  /** the directory above the first component with a `*` */
  readonly root: Lfn;
  /** below `root`; `*` stands for any characters, slashes included */
  readonly pattern: string;
}

/** @returns undefined for a name without `*` */
export function splitGlob(lfn: Lfn): GridGlob | undefined {
  const star = lfn.indexOf('*');
  if (star < 0) return undefined;
  const slash = lfn.lastIndexOf('/', star);
  return {root: absoluteLfn(lfn.slice(0, slash)), pattern: lfn.slice(slash + 1)};
}

/**
 * The files that a pattern stands for. The server's own matching is looser (its pattern may match anywhere
 * in the path, and `_` is a wildcard to it), so its answer is matched once more.
 */
export async function globEntries(
  grid: Requester,
  {root, pattern}: GridGlob,
  {signal, selection, say}: Pick<PlanOptions, 'signal' | 'selection' | 'say'>,
): Promise<Found> {
  const prefix = root === '/' ? 1 : root.length + 1;
  const find = {...selection.findOptions, pattern, signal};
  const {entries, incomplete} = await findSorted(grid, root, find, say);
  return {entries: entries.filter(({lfn}) => matchesGlob(pattern, lfn.slice(prefix))), incomplete};
}
