import type {Entry} from '../../catalogue/entry.ts';
import {lfnsOfNames} from '../../catalogue/lookup.ts';
import {AlienError, UserError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {relativeToRoot} from '../../paths/relative-path.ts';
import type {Requester} from '../../session/requester.ts';
import {findSorted} from '../../catalogue/find-sorted.ts';
import {globEntries, splitGlob} from './grid-glob.ts';
import type {GridFile, Listing, ListingProblem} from './listing.ts';
import {meansContents, type PlanOptions, refuseKind} from '../model/plan.ts';
import type {Route} from '../operands/routes.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';

/**
 * Find what lies at sources on the grid: one request for all sources, and one for each directory.
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
  const lfns = await lfnsOfNames(grid, names, {signal});
  const entries = await statEntries(grid, lfns, signal);
  const listings: Listing<GridFile>[] = [];
  for (const [index, route] of routes.entries()) {
    const lfn = lfns[index] as Lfn;
    const listing = await options.attempt(route, () =>
      listSource(grid, route, lfn, entries.get(lfn), options),
    );
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
    const files = await globEntries(grid, glob, options);
    if (files.length === 0 && selection.isEverything) throw noSuchSource(lfn);
    return treeListing(route, glob.root, true, files);
  }
  if (entry !== undefined) refuseKind(lfn, entry.type === 'd', accept);
  if (entry?.type === 'd') {
    // Without a choice empty directories are copied too.
    const find = {directories: selection.isEverything, signal, ...selection.findOptions};
    return treeListing(route, lfn, meansContents(name), await findSorted(grid, lfn, find, say));
  }
  if (entry === undefined) throw noSuchSource(lfn);
  if (name.endsWith('/')) throw new UserError(`${lfn} is a file, not a directory.`, {exitCode: 20});
  const shape = {path: lfn, isDirectory: false, contents: false};
  return {route, shape, ...sorted([entry], () => '')};
}

function treeListing(route: Route, root: Lfn, contents: boolean, below: readonly Entry[]): Listing<GridFile> {
  const shape = {path: root, isDirectory: true, contents};
  const found = below.filter(({lfn}) => lfn !== root);
  return {route, shape, ...sorted(found, (lfn) => relativeToRoot(root, lfn))};
}

/** Tell files, directories and what cannot be copied apart. */
function sorted(entries: readonly Entry[], relativeOf: (lfn: Lfn) => string) {
  const files: GridFile[] = [];
  const directories: string[] = [];
  const problems: ListingProblem[] = [];
  for (const entry of entries) {
    const {lfn, type, size, changed} = entry;
    try {
      const relative = relativeOf(lfn);
      if (type === 'd') directories.push(relative);
      else if (type === 'f') files.push({relative, size, changed, entry});
      else throw new UserError(`${lfn} is a collection, not a file.`, {exitCode: 22});
    } catch (error) {
      if (!(error instanceof AlienError)) throw error;
      problems.push({path: lfn, size, error});
    }
  }
  return {files, directories, problems};
}

function noSuchSource(lfn: Lfn): UserError {
  return new UserError(`There is no ${lfn} on the grid.`, {
    exitCode: 2,
    next: ['Look at the directory with `alien ls`.', 'A local file is written file:NAME.'],
  });
}
