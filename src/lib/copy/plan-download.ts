import {stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import type {Entry} from '../catalogue/entry.ts';
import {findEntries} from '../catalogue/find.ts';
import {resolveLfns} from '../catalogue/lookup.ts';
import {AlienError, UserError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import {relativeToRoot} from '../paths/relative-path.ts';
import type {Requester} from '../session/requester.ts';
import type {CopyItem} from './events.ts';
import {chooseDestination, type DestinationShape, refuseCollisions, type SourceShape} from './destination.ts';
import {globEntries, splitGlob} from './grid-glob.ts';
import {isSystemError, localError} from './local-error.ts';
import {type DownloadItem, type DownloadPlan, meansContents, type PlanProblem} from './plan.ts';
import type {SideName, Sides} from './sides.ts';
import {statEntries} from './stat-entries.ts';

export interface PlanOptions {
  readonly cwd: string;
  readonly parents: number;
  readonly signal: AbortSignal;
}

/** One source with all that lies below it. */
interface Listing {
  readonly shape: SourceShape;
  readonly files: readonly Entry[];
  readonly directories: readonly Lfn[];
  readonly specification: string | undefined;
}

/**
 * Find out what a download has to do: one request for all sources, and one for each directory.
 * @throws {UserError} 2 for a source that does not exist, 17 and 20 for destinations that cannot be
 */
export async function planDownload(
  grid: Requester,
  sides: Sides,
  options: PlanOptions,
): Promise<DownloadPlan> {
  const listings = await listSources(grid, sides.sources, options.signal);
  const destination = await localShape(sides.destination.name, options.cwd);
  if (listings.length > 1 && destination.exists !== 'directory' && !destination.trailingSlash) {
    throw new UserError(`${destination.path} is not a directory, and there are ${listings.length} sources.`, {
      exitCode: 20,
      next: ['End the name with a slash to have the directory made.'],
    });
  }
  const draft = {items: [] as DownloadItem[], problems: [] as PlanProblem[], directories: new Set<string>()};
  for (const listing of listings) {
    const root = chooseDestination(listing.shape, destination, options.parents);
    addListing(draft, listing, root);
  }
  refuseCollisions(draft.items, draft.directories);
  const [only] = draft.items;
  const isSingleFile = only?.destination === destination.path;
  return {
    direction: 'download',
    items: draft.items,
    problems: draft.problems,
    directories: [...draft.directories],
    base: isSingleFile ? dirname(destination.path) : destination.path,
  };
}

async function listSources(
  grid: Requester,
  sources: readonly SideName[],
  signal: AbortSignal,
): Promise<Listing[]> {
  const lfns = await resolveLfns(
    grid,
    sources.map(({name}) => name),
    {signal},
  );
  const entries = await statEntries(grid, lfns, signal);
  const listings: Listing[] = [];
  for (const [index, source] of sources.entries()) {
    const lfn = lfns[index] as Lfn;
    listings.push(await listSource(grid, source, lfn, entries.get(lfn), signal));
  }
  return listings;
}

async function listSource(
  grid: Requester,
  {name, specification}: SideName,
  lfn: Lfn,
  entry: Entry | undefined,
  signal: AbortSignal,
): Promise<Listing> {
  const glob = entry === undefined ? splitGlob(lfn) : undefined;
  if (entry?.type === 'd' || glob !== undefined) {
    const root = glob?.root ?? lfn;
    const below = glob ? await globEntries(grid, glob, signal) : await findTree(grid, root, signal);
    const files = below.filter(({type}) => type !== 'd');
    if (glob && files.length === 0) throw noSuchSource(lfn);
    return {
      shape: {path: root, isDirectory: true, contents: glob !== undefined || meansContents(name)},
      files,
      directories: below.filter(({type, lfn: each}) => type === 'd' && each !== root).map((each) => each.lfn),
      specification: specification?.text,
    };
  }
  if (entry === undefined) throw noSuchSource(lfn);
  if (name.endsWith('/')) throw new UserError(`${lfn} is a file, not a directory.`, {exitCode: 20});
  return {
    shape: {path: lfn, isDirectory: false, contents: false},
    files: [entry],
    directories: [],
    specification: specification?.text,
  };
}

async function findTree(grid: Requester, root: Lfn, signal: AbortSignal): Promise<Entry[]> {
  return await findEntries(grid, root, {directories: true, signal});
}

function noSuchSource(lfn: Lfn): UserError {
  return new UserError(`There is no ${lfn} on the grid.`, {
    exitCode: 2,
    next: ['Look at the directory with `alien ls`.', 'A local file is written file:NAME.'],
  });
}

function addListing(
  draft: {items: DownloadItem[]; problems: PlanProblem[]; directories: Set<string>},
  {shape, files, directories, specification}: Listing,
  root: string,
): void {
  const destinationOf = (lfn: Lfn) =>
    shape.isDirectory ? join(root, relativeToRoot(shape.path as Lfn, lfn)) : root;
  const addOr = (source: Lfn, size: number, add: (item: CopyItem) => void) => {
    const id = draft.items.length + draft.problems.length + 1;
    const item = {id, source, destination: root, size};
    try {
      add({...item, destination: destinationOf(source)});
    } catch (error) {
      if (!(error instanceof AlienError)) throw error;
      draft.problems.push({item, error});
    }
  };
  if (shape.isDirectory) draft.directories.add(root);
  for (const lfn of directories) addOr(lfn, 0, ({destination}) => draft.directories.add(destination));
  for (const {lfn, type, size, md5, changed} of files) {
    addOr(lfn, size, (item) => {
      if (type !== 'f') throw new UserError(`${lfn} is a collection, not a file.`, {exitCode: 22});
      draft.items.push({...item, lfn, md5, changed, specification});
    });
  }
}

async function localShape(name: string, cwd: string): Promise<DestinationShape> {
  const path = resolve(cwd, name === '' ? '.' : name);
  const trailingSlash = meansContents(name);
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return {path, exists: 'directory', trailingSlash};
    if (trailingSlash) throw new UserError(`${path} is a file, not a directory.`, {exitCode: 20});
    return {path, exists: 'file', trailingSlash};
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return {path, exists: 'no', trailingSlash};
    throw localError(error, path);
  }
}
