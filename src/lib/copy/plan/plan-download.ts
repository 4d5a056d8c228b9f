import {stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {stampOf} from '../../catalogue/entry-times.ts';
import {UserError} from '../../errors/errors.ts';
import {type DestinationShape, refuseCollisions, refuseManyToOne} from '../operands/destination.ts';
import {asFirstSeen, type GridFile, type Listing, placeOf, rootOf} from './listing.ts';
import {isSystemError} from '../../errors/error-words.ts';
import {localError} from '../../errors/local-error.ts';
import {refuseDanglingLink} from '../../files/links.ts';
import type {DownloadItem, PlannedDirectory, PlanProblem} from '../model/plan.ts';
import {meansContents, type PlanOptions} from './plan-options.ts';
import {localPath} from '../../files/local-path.ts';

export interface DownloadPlan {
  readonly downloads: readonly DownloadItem[];
  readonly problems: readonly PlanProblem[];
  readonly localDirectories: readonly PlannedDirectory[];
}

/**
 * Find places on this machine for what was found on the grid.
 * @throws {UserError} 17 and 20 for destinations that cannot be
 */
export async function planDownload(
  listings: readonly Listing<GridFile>[],
  options: PlanOptions,
): Promise<DownloadPlan> {
  const draft = {
    downloads: [] as DownloadItem[],
    problems: [] as PlanProblem[],
    localDirectories: new Map<string, PlannedDirectory>(),
  };
  const shapes = new Map<string, Promise<DestinationShape>>();
  const shapeOf = (name: string) => {
    const shape = shapes.get(name) ?? localShape(name, options.cwd);
    shapes.set(name, shape);
    return shape;
  };
  for (const listing of listings) {
    await options.attempt(listing.route, async () => {
      const destination = asFirstSeen(listing, await shapeOf(listing.route.destination.name), options);
      refuseManyToOne(destination, options.sourcesPerDestination);
      const root = rootOf(listing, destination, options.keep);
      addListing(draft, listing, root, destination.path, options);
    });
  }
  const localDirectories = [...draft.localDirectories.values()];
  refuseCollisions(
    draft.downloads,
    localDirectories.map(({path}) => path),
  );
  return {...draft, localDirectories};
}

function addListing(
  draft: {
    readonly downloads: DownloadItem[];
    readonly problems: PlanProblem[];
    readonly localDirectories: Map<string, PlannedDirectory>;
  },
  {route, shape, files, directories, problems}: Listing<GridFile>,
  root: string,
  destination: string,
  {nextId, selection}: PlanOptions,
): void {
  // A file that gets exactly the given name goes into the directory of that name.
  const base = !shape.isDirectory && root === destination ? dirname(root) : destination;
  if (shape.isDirectory && selection.isEverything) {
    for (const relative of ['', ...directories]) {
      const path = placeOf(root, relative);
      draft.localDirectories.set(path, {path, base});
    }
  }
  for (const {relative, size, entry} of files) {
    const {lfn, md5} = entry;
    const specification = route.source.specification?.text;
    const isNamed = relative === '';
    const item = {id: nextId(), source: lfn, destination: placeOf(root, relative), size};
    draft.downloads.push({...item, lfn, md5, stamp: stampOf(entry), specification, base, isNamed});
  }
  for (const {path, size, error} of problems)
    draft.problems.push({item: {id: nextId(), source: path, destination: root, size}, error});
}

async function localShape(name: string, cwd: string): Promise<DestinationShape> {
  const path = localPath(cwd, name === '' ? '.' : name);
  const trailingSlash = meansContents(name);
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return {path, exists: 'directory', trailingSlash};
    if (trailingSlash) throw new UserError(`${path} is a file, not a directory.`, {code: 'NOT_A_DIRECTORY'});
    return {path, exists: 'file', trailingSlash};
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw localError(error, path);
    await refuseDanglingLink(path);
    return {path, exists: 'no', trailingSlash};
  }
}
