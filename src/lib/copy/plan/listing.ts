import {join} from 'node:path/posix';
import type {Entry} from '../../catalogue/entry.ts';
import type {AlienError} from '../../errors/errors.ts';
import {
  chooseDestination,
  type DestinationShape,
  type Keep,
  type SourceShape,
} from '../operands/destination.ts';
import type {Route} from '../operands/routes.ts';
import type {PlanOptions} from './plan-options.ts';
import type {Selection} from '../selection/selection.ts';

export interface SourceFile {
  /** below the source; empty for a source that is a file */
  readonly relative: string;
  /** bytes */
  readonly size: number;
  /** as people see it: the time of its content, on the grid that of its registration */
  readonly changed: Date | undefined;
  /** no later change by any sign, such as a move into its place */
  readonly unchangedSince: Date | undefined;
  /** what the catalogue knows of a file on the grid */
  readonly entry?: Entry;
  /** a pipe, whose size is known only when it has been read, once */
  readonly isStream?: true;
}

export interface GridFile extends SourceFile {
  readonly entry: Entry;
}

/** One source with everything below it. */
export interface Listing<File extends SourceFile = SourceFile> {
  readonly route: Route;
  readonly shape: SourceShape;
  readonly files: readonly File[];
  /** all directories below the source, parents first */
  readonly directories: readonly string[];
  /** what was found but cannot be copied */
  readonly problems: readonly ListingProblem[];
}

export interface ListingProblem {
  /** of the source, in full */
  readonly path: string;
  readonly size: number;
  readonly error: AlienError;
}

/** The full path of a file of a listing. */
export function pathOf({shape}: Listing, {relative}: SourceFile): string {
  return relative === '' ? shape.path : join(shape.path, relative);
}

/**
 * The name that a source gets at a destination.
 * @throws {UserError} 20 for a directory that would land on a file
 */
export function rootOf({route, shape}: Listing, destination: DestinationShape, keep: Keep): string {
  const isExact = route.exact === 'directories' ? shape.isDirectory : route.exact;
  if (!isExact) return chooseDestination(shape, destination, keep);
  const exists = destination.exists === 'file' ? 'file' : 'no';
  return chooseDestination(shape, {...destination, exists, trailingSlash: false});
}

/** A destination that exists only since an earlier copy of the same source was aborted counts as not there. */
export function asFirstSeen(
  {route, shape}: Listing,
  destination: DestinationShape,
  {begun, keep, sourcesPerDestination, say}: PlanOptions,
): DestinationShape {
  const keepsNothing = 'skip' in keep ? keep.skip === 0 : keep.parents === 0;
  const getsNewName =
    shape.isDirectory && !shape.contents && !route.exact && !destination.trailingSlash && keepsNothing;
  if (begun === undefined || !getsNewName || sourcesPerDestination > 1) return destination;
  const {destination: first, isResumed} = begun.asBegun(route.direction, shape, destination);
  if (isResumed)
    say(
      `${destination.path} is resumed: the copy of ${shape.path} was interrupted. ` +
        `To copy below it instead, end the name with a slash.`,
    );
  return first;
}

/** The place of a file, or of a directory, below the name that its source gets. */
export function placeOf(root: string, relative: string): string {
  return relative === '' ? root : join(root, relative);
}

/**
 * Keep the files that are meant, and no directory for its own sake.
 * @returns the listings, as many as before, and how many files were left out
 */
export function selectFiles<File extends SourceFile>(
  listings: readonly Listing<File>[],
  selection: Selection,
): {readonly listings: readonly Listing<File>[]; readonly leftOut: number} {
  if (selection.isEverything) return {listings, leftOut: 0};
  const all = listings.flatMap((listing) => listing.files.map((file) => ({listing, file})));
  const chosen = selection.choose(all.map(({listing, file}) => candidateOf(listing, file)));
  const files = new Map<Listing, File[]>(listings.map((listing) => [listing, []]));
  for (const index of chosen) {
    const each = all[index];
    if (each) files.get(each.listing)?.push(each.file);
  }
  return {
    listings: listings.map((listing) => ({...listing, files: files.get(listing) ?? [], directories: []})),
    leftOut: all.length - chosen.length,
  };
}

function candidateOf(listing: Listing, file: SourceFile) {
  const {relative, size, changed, entry} = file;
  const path = pathOf(listing, file);
  return {
    path,
    relative: relative === '' ? path.slice(path.lastIndexOf('/') + 1) : relative,
    size,
    changed,
    ...(entry && {owner: entry.owner, group: entry.group, jobId: entry.jobId}),
  };
}
