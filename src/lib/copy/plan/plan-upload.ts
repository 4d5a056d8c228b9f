import {join} from 'node:path/posix';
import {withLfns} from '../../catalogue/lookup.ts';
import {UserError} from '../../errors/errors.ts';
import {isMisread, misreadName} from '../../paths/misread-name.ts';
import {absoluteLfn, dirnameOfLfn, joinLfn, type Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {type Keep, refuseCollisions, refuseManyToOne} from '../operands/destination.ts';
import {asFirstSeen, type Listing, pathOf, rootOf, type SourceFile} from './listing.ts';
import type {GridSource, PlanProblem, UploadItem} from '../model/plan.ts';
import {meansContents, type PlanOptions} from './plan-options.ts';
import {KnownEntries} from './known-entries.ts';

export interface UploadPlan {
  readonly uploads: readonly UploadItem[];
  readonly problems: readonly PlanProblem[];
  readonly gridDirectories: readonly Lfn[];
}

/**
 * Find places on the grid: one request for the destinations and the names below them that the sources would get,
 * and one more for each source directory whose destination exists.
 * @throws {UserError} 17 and 20 for destinations that cannot be
 */
export async function planUpload(
  grid: Requester,
  listings: readonly Listing[],
  options: PlanOptions,
): Promise<UploadPlan> {
  const draft: Draft = {uploads: [], problems: [], needed: new Map()};
  if (listings.length === 0) return {uploads: [], problems: [], gridDirectories: []};
  const {known, destinations} = await lookUp(grid, listings, options);
  for (const listing of listings) {
    await options.attempt(listing.route, async () => {
      const path = destinations.get(listing.route.destination.name) ?? absoluteLfn('/');
      await addListing(grid, draft, listing, path, known, options);
    });
  }
  refuseCollisions(draft.uploads, draft.needed.keys());
  const {uploads, blocked} = splitBlocked(draft, known, options.nextId);
  const missing = [...draft.needed.keys()].filter(
    (directory) => !known.hasDirectory(directory) && known.fileInTheWayOf(directory) === undefined,
  );
  return {uploads, problems: [...draft.problems, ...blocked], gridDirectories: deepest(missing)};
}

interface Draft {
  readonly uploads: UploadItem[];
  readonly problems: PlanProblem[];
  /** directories that have to be there, and what they are copies of */
  readonly needed: Map<Lfn, string>;
}

async function addListing(
  grid: Requester,
  {uploads, problems, needed}: Draft,
  listing: Listing,
  path: Lfn,
  known: KnownEntries,
  options: PlanOptions,
): Promise<void> {
  const {keep, sourcesPerDestination, selection, nextId, say, signal} = options;
  const {route, shape, files, directories} = listing;
  const {name, specification} = route.destination;
  const unknown = known.untold(path);
  if (unknown !== undefined) throw unknown;
  const seen = {path, exists: known.kindOf(path), trailingSlash: meansContents(name)};
  const destination = asFirstSeen(listing, seen, options);
  refuseManyToOne(destination, sourcesPerDestination);
  const root = absoluteLfn(rootOf(listing, destination, keep));
  if (shape.isDirectory) {
    if (selection.isEverything)
      for (const relative of ['', ...directories])
        if (!isMisread(joinLfn(root, relative)))
          needed.set(joinLfn(root, relative), join(shape.path, relative));
    const names = [...files.map(({relative}) => relative), ...directories].map((each) => joinLfn(root, each));
    if (known.has(root)) await known.addTree(grid, root, names, say, signal);
  }
  for (const file of files) {
    const lfn = joinLfn(root, file.relative);
    const item = {id: nextId(), source: pathOf(listing, file), destination: lfn, size: file.size};
    const from = sourceOf(listing, file);
    if (from?.lfn === lfn) throw new UserError(`${lfn} cannot be copied to itself.`);
    const error = isMisread(lfn) ? misreadName(lfn) : known.untold(lfn);
    if (error !== undefined) {
      problems.push({item, error});
      continue;
    }
    const {changed, unchangedSince, isStream} = file;
    const facts = {lfn, changed, unchangedSince, existing: known.get(lfn), specification};
    uploads.push({...item, ...facts, ...(from && {from}), ...(isStream && {isStream})});
  }
  for (const relative of directories) {
    const destination = joinLfn(root, relative);
    if (!isMisread(destination)) continue;
    const item = {id: nextId(), source: join(shape.path, relative), destination, size: 0};
    problems.push({item, error: misreadName(destination)});
  }
  for (const {path: source, size, error} of listing.problems)
    problems.push({item: {id: nextId(), source, destination: root, size}, error});
}

/** Where the grid has a file in the place of a directory, what belongs below it fails, and only that. */
function splitBlocked({uploads, needed}: Draft, known: KnownEntries, nextId: () => number) {
  const blocked: PlanProblem[] = [];
  const blockers = new Set<Lfn>();
  const free = uploads.filter((item) => {
    const blocker = known.fileInTheWayOf(dirnameOfLfn(item.lfn));
    if (blocker === undefined) return true;
    blockers.add(blocker);
    blocked.push({item, error: fileInTheWay(blocker)});
    return false;
  });
  // An empty directory fails for itself.
  for (const [destination, source] of needed) {
    const blocker = known.fileInTheWayOf(destination);
    if (blocker === undefined || blockers.has(blocker)) continue;
    blockers.add(blocker);
    blocked.push({item: {id: nextId(), source, destination, size: 0}, error: fileInTheWay(blocker)});
  }
  return {uploads: free, blocked};
}

function fileInTheWay(lfn: Lfn): UserError {
  return new UserError(`${lfn} is a file: it cannot hold a directory's contents.`, {
    code: 'NOT_A_DIRECTORY',
    next: [`Move it away with \`alien mv\`, or remove it, and copy again.`],
  });
}

function sourceOf({route}: Listing, {entry}: SourceFile): GridSource | undefined {
  if (entry === undefined) return undefined;
  return {lfn: entry.lfn, md5: entry.md5, specification: route.source.specification?.text};
}

/** What exists of all the names that may become destinations. */
async function lookUp(grid: Requester, listings: readonly Listing[], {keep, signal}: PlanOptions) {
  const names = [...new Set(listings.map(({route}) => route.destination.name))];
  return await withLfns(grid, names, (lfns) => lookUpNames(grid, names, lfns, listings, keep, signal), {
    signal,
  });
}

async function lookUpNames(
  grid: Requester,
  names: readonly string[],
  lfns: readonly Lfn[],
  listings: readonly Listing[],
  keep: Keep,
  signal: AbortSignal,
) {
  const destinations = new Map(names.map((name, index) => [name, lfns[index] as Lfn]));
  const candidates = listings.map((listing) => {
    const path = destinations.get(listing.route.destination.name) ?? absoluteLfn('/');
    return absoluteLfn(rootOf(listing, {path, exists: 'directory', trailingSlash: true}, keep));
  });
  const known = await KnownEntries.lookUp(grid, [...new Set([...lfns, ...candidates])], signal);
  return {known, destinations};
}

/** Of a set of directories the ones with no other below them: making them makes all. */
function deepest(directories: readonly Lfn[]): Lfn[] {
  const above = new Set<Lfn>();
  for (const directory of directories) {
    for (let each = dirnameOfLfn(directory); !above.has(each) && each !== '/'; each = dirnameOfLfn(each)) {
      above.add(each);
    }
  }
  return directories.filter((directory) => !above.has(directory));
}
