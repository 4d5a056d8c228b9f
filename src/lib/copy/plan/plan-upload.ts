import type {Entry} from '../../catalogue/entry.ts';
import {findEntries} from '../../catalogue/find.ts';
import {lfnsOfNames} from '../../catalogue/lookup.ts';
import {ServerError, UserError} from '../../errors/errors.ts';
import {absoluteLfn, dirnameOfLfn, joinLfn, type Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requester.ts';
import {type DestinationShape, refuseCollisions, refuseManyToOne} from '../operands/destination.ts';
import {type Listing, pathOf, rootOf, type SourceFile} from './listing.ts';
import {
  type GridSource,
  meansContents,
  type PlanOptions,
  type PlanProblem,
  type UploadItem,
} from '../model/plan.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';

const NOT_A_DIRECTORY = 20;

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
  const uploads: UploadItem[] = [];
  const problems: PlanProblem[] = [];
  const needed = new Set<Lfn>();
  if (listings.length === 0) return {uploads, problems, gridDirectories: []};
  const {signal, nextId, keep} = options;
  const {known, destinations} = await lookUp(grid, listings, options);

  for (const listing of listings) {
    const {route, shape, files, directories} = listing;
    const {name, specification} = route.destination;
    await options.attempt(route, async () => {
      const path = destinations.get(name) ?? absoluteLfn('/');
      const destination: DestinationShape = {
        path,
        exists: existence(known.get(path)),
        trailingSlash: meansContents(name),
      };
      refuseManyToOne(destination, options.sourcesPerDestination);
      const root = absoluteLfn(rootOf(listing, destination, keep));
      if (shape.isDirectory) {
        if (options.selection.isEverything)
          for (const relative of ['', ...directories]) needed.add(joinLfn(root, relative));
        if (known.has(root)) await addTree(grid, root, known, signal);
      }
      for (const file of files) {
        const lfn = joinLfn(root, file.relative);
        const item = {id: nextId(), source: pathOf(listing, file), destination: lfn, size: file.size};
        const from = sourceOf(listing, file);
        if (from?.lfn === lfn) throw new UserError(`${lfn} cannot be copied to itself.`);
        const {changed} = file;
        uploads.push({...item, lfn, changed, existing: known.get(lfn), specification, ...(from && {from})});
      }
      for (const {path: source, size, error} of listing.problems)
        problems.push({item: {id: nextId(), source, destination: root, size}, error});
    });
  }
  refuseCollisions(uploads, needed);
  const missing = [...needed].filter((directory) => known.get(directory)?.type !== 'd');
  return {uploads, problems, gridDirectories: deepest(missing)};
}

function sourceOf({route}: Listing, {entry}: SourceFile): GridSource | undefined {
  if (entry === undefined) return undefined;
  return {lfn: entry.lfn, md5: entry.md5, specification: route.source.specification?.text};
}

/** What exists of all the names that may become destinations. */
async function lookUp(grid: Requester, listings: readonly Listing[], {keep, signal}: PlanOptions) {
  const names = [...new Set(listings.map(({route}) => route.destination.name))];
  const lfns = await lfnsOfNames(grid, names, {signal});
  const destinations = new Map(names.map((name, index) => [name, lfns[index] as Lfn]));
  const candidates = listings.map((listing) => {
    const path = destinations.get(listing.route.destination.name) ?? absoluteLfn('/');
    return absoluteLfn(rootOf(listing, {path, exists: 'directory', trailingSlash: true}, keep));
  });
  const known = await statEntries(grid, [...new Set([...lfns, ...candidates])], signal);
  return {known, destinations};
}

/** Add what lies below a directory that exists; nothing where it turns out to be none. */
async function addTree(
  grid: Requester,
  root: Lfn,
  known: Map<Lfn, Entry>,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const entry of await findEntries(grid, root, {directories: true, signal}))
      known.set(entry.lfn, entry);
  } catch (error) {
    if (!(error instanceof ServerError) || error.exitCode !== NOT_A_DIRECTORY) throw error;
  }
}

function existence(entry: Entry | undefined): DestinationShape['exists'] {
  if (entry === undefined) return 'no';
  return entry.type === 'd' ? 'directory' : 'file';
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
