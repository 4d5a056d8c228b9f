import {stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import type {Entry} from '../catalogue/entry.ts';
import {findEntries} from '../catalogue/find.ts';
import {resolveLfns} from '../catalogue/lookup.ts';
import {type AlienError, ServerError, UserError} from '../errors/errors.ts';
import {absoluteLfn, dirnameOfLfn, joinLfn, type Lfn} from '../paths/lfn.ts';
import type {Requester} from '../session/requester.ts';
import {chooseDestination, type DestinationShape, refuseCollisions, type SourceShape} from './destination.ts';
import {localError} from './local-error.ts';
import {type LocalFile, walkLocalTree} from './local-tree.ts';
import type {PlanOptions} from './plan-download.ts';
import {meansContents, type PlanProblem, type UploadItem, type UploadPlan} from './plan.ts';
import type {Sides} from './sides.ts';
import {statEntries} from './stat-entries.ts';

const NOT_A_DIRECTORY = 20;

interface Listing {
  readonly shape: SourceShape;
  readonly files: readonly LocalFile[];
  readonly directories: readonly string[];
  readonly problems: readonly {readonly relative: string; readonly error: AlienError}[];
}

/**
 * Find out what an upload has to do: one request for the destination and the names below it that the sources
 * would get, and one more for each source directory whose destination exists.
 * @throws {UserError} 2 for a source that does not exist, 17 and 20 for destinations that cannot be
 */
export async function planUpload(grid: Requester, sides: Sides, options: PlanOptions): Promise<UploadPlan> {
  const {signal, parents} = options;
  const listings: Listing[] = [];
  for (const {name} of sides.sources) listings.push(await listSource(name, options));

  const {name, specification} = sides.destination;
  const [path = absoluteLfn('/')] = await resolveLfns(grid, [name], {signal});
  const trailingSlash = meansContents(name);
  const asDirectory: DestinationShape = {path, exists: 'directory', trailingSlash};
  const candidates = listings.map(({shape}) => absoluteLfn(chooseDestination(shape, asDirectory, parents)));
  const known = await statEntries(grid, [...new Set([path, ...candidates])], signal);
  const destination: DestinationShape = {path, exists: existence(known.get(path)), trailingSlash};
  refuseFileAsDirectory(destination, listings.length);

  const items: UploadItem[] = [];
  const problems: PlanProblem[] = [];
  const needed = new Set<Lfn>();
  for (const {shape, files, directories, problems: unreadable} of listings) {
    const root = absoluteLfn(chooseDestination(shape, destination, parents));
    if (shape.isDirectory) {
      for (const relative of ['', ...directories]) needed.add(joinLfn(root, relative));
      if (known.has(root)) await addTree(grid, root, known, signal);
    }
    for (const {relative, size} of files) {
      const lfn = shape.isDirectory ? joinLfn(root, relative) : root;
      const source = shape.isDirectory ? join(shape.path, relative) : shape.path;
      const id = items.length + problems.length + 1;
      items.push({id, source, destination: lfn, size, lfn, existing: known.get(lfn)});
    }
    for (const {relative, error} of unreadable) {
      const id = items.length + problems.length + 1;
      const source = join(shape.path, relative);
      problems.push({item: {id, source, destination: joinLfn(root, relative), size: 0}, error});
    }
  }
  refuseCollisions(items, needed);
  const missing = [...needed].filter((directory) => known.get(directory)?.type !== 'd');
  return {direction: 'upload', items, problems, directories: deepest(missing), specification};
}

async function listSource(name: string, {cwd, signal}: PlanOptions): Promise<Listing> {
  const path = resolve(cwd, name === '' ? '.' : name);
  const facts = await stat(path).catch((error: unknown) => {
    throw localError(error, path);
  });
  if (facts.isDirectory()) {
    const tree = await walkLocalTree(path, signal);
    return {shape: {path, isDirectory: true, contents: meansContents(name)}, ...tree};
  }
  if (name.endsWith('/'))
    throw new UserError(`${path} is a file, not a directory.`, {exitCode: NOT_A_DIRECTORY});
  if (!facts.isFile()) {
    throw new UserError(`${path} is neither a file nor a directory: it cannot be copied.`, {exitCode: 22});
  }
  const files = [{relative: '', size: facts.size}];
  return {shape: {path, isDirectory: false, contents: false}, files, directories: [], problems: []};
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

function refuseFileAsDirectory({path, exists, trailingSlash}: DestinationShape, sources: number): void {
  if (exists === 'file' && (trailingSlash || sources > 1)) {
    throw new UserError(`${path} is a file, not a directory.`, {exitCode: NOT_A_DIRECTORY});
  }
  if (exists === 'no' && !trailingSlash && sources > 1) {
    throw new UserError(`${path} does not exist, and there are ${sources} sources.`, {
      exitCode: NOT_A_DIRECTORY,
      next: ['End the name with a slash to have the directory made.'],
    });
  }
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
