import type {Entry} from '../../catalogue/entry.ts';
import {withLfns} from '../../catalogue/lookup.ts';
import {type Found, incompleteList} from '../../catalogue/find.ts';
import {UserError} from '../../errors/errors.ts';
import {basenameOfLfn, type Lfn} from '../../paths/lfn.ts';
import {isOnItsWay} from '../../traces/temporary-name.ts';
import {adviceForUndecoded} from '../../paths/undecoded-name.ts';
import {relativeToRoot} from '../../paths/relative-path.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {findSorted} from '../../catalogue/find-sorted.ts';
import {globEntries, splitGlob} from './grid-glob.ts';
import type {GridFile, Listing} from './listing.ts';
import {sortEntries} from './sorted-entries.ts';
import {meansContents, type PlanOptions, refuseKind} from './plan-options.ts';
import type {Route} from '../operands/routes.ts';
import {lookUpEntries} from '../../catalogue/stat-entries.ts';

/**
 * Find what the sources on the grid hold: one request for all sources, and one for each directory.
 * @throws {UserError} 2 for a source that does not exist, 20 for a file that is written as a directory
 */
export async function listGridSources(
  grid: Requester,
  routes: readonly Route[],
  options: PlanOptions,
): Promise<Listing<GridFile>[]> {
  if (routes.length === 0) return [];
  const {signal} = options;
  const names = routes.map(({source}) => source.name);
  const {lfns, found, untold} = await withLfns(
    grid,
    names,
    async (lfns) => ({lfns, ...(await lookUpEntries(grid, lfns, signal))}),
    {signal},
  );
  const listings: Listing<GridFile>[] = [];
  for (const [index, route] of routes.entries()) {
    const lfn = lfns[index] as Lfn;
    const listing = await options.attempt(route, async () => {
      const error = untold.get(lfn);
      if (error !== undefined) throw error;
      return await listSource(grid, route, lfn, found.get(lfn), options);
    });
    if (listing !== undefined) listings.push(listing);
  }
  return listings;
}

async function listSource(
  grid: Requester,
  route: Route,
  lfn: Lfn,
  entry: Entry | undefined,
  options: PlanOptions,
): Promise<Listing<GridFile>> {
  const {signal, selection, accept, say} = options;
  const {name} = route.source;
  const glob = entry === undefined && accept === 'anything' ? splitGlob(lfn) : undefined;
  if (glob !== undefined) {
    const found = await globEntries(grid, glob, options);
    if (found.entries.length === 0 && selection.isEverything) throw noSuchSource(lfn);
    return treeListing(route, glob.root, true, found, say);
  }
  if (entry !== undefined) refuseKind(lfn, entry.type === 'd', accept);
  if (entry?.type === 'd') {
    // Without a choice empty directories are copied too.
    const find = {directories: selection.isEverything, signal, ...selection.findOptions};
    return treeListing(route, lfn, meansContents(name), await findSorted(grid, lfn, find, say), say);
  }
  if (entry === undefined) throw noSuchSource(lfn);
  if (name.endsWith('/'))
    throw new UserError(`${lfn} is a file, not a directory.`, {code: 'NOT_A_DIRECTORY'});
  const shape = {path: lfn, isDirectory: false, contents: false};
  return {route, shape, ...sortEntries([entry], () => '')};
}

function treeListing(
  route: Route,
  root: Lfn,
  contents: boolean,
  {entries, incomplete}: Found,
  say: PlanOptions['say'],
): Listing<GridFile> {
  const shape = {path: root, isDirectory: true, contents};
  const isBetween = ({lfn}: Entry) => isOnItsWay(basenameOfLfn(lfn));
  const between = entries.filter(isBetween);
  const below = entries.filter((entry) => entry.lfn !== root && !isBetween(entry));
  if (between.length > 0) say(leftOutNote(between));
  const {problems, ...found} = sortEntries(below, (lfn) => relativeToRoot(root, lfn));
  const missing =
    incomplete === undefined ? [] : [{path: root, size: 0, error: incompleteList(root, incomplete)}];
  return {route, shape, ...found, problems: [...problems, ...missing]};
}

/** A copy gives these names for a moment; where it was interrupted, one may be the only content of its file. */
function leftOutNote([first, ...more]: readonly Entry[]): string {
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return `${first?.lfn}${others} is left out: a copy that runs or was interrupted is replacing the file. Its full name still copies it.`;
}

function noSuchSource(lfn: Lfn): UserError {
  return new UserError(`There is no ${lfn} on the grid.`, {
    code: 'NO_SUCH_FILE',
    next: [
      ...adviceForUndecoded(lfn),
      'Look at the directory with `alien ls`.',
      'A local file is written file:NAME.',
    ],
  });
}
