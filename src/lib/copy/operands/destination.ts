import {UserError} from '../../errors/errors.ts';

/** What is known of a source, local or on the grid, before its destination is chosen. */
export interface SourceShape {
  /** absolute, normalised */
  readonly path: string;
  readonly isDirectory: boolean;
  /** a directory whose contents are meant: `dir/`, `.`, `dir/.`, a pattern */
  readonly contents: boolean;
}

export interface DestinationShape {
  /** absolute, normalised */
  readonly path: string;
  readonly exists: 'no' | 'file' | 'directory';
  /** written with a slash at its end */
  readonly trailingSlash: boolean;
}

/** Which directories above a source are kept below the destination: the last `parents`, or all but the first `skip`. */
export type Keep = {readonly parents: number} | {readonly skip: number};

/**
 * The name that a source gets at the destination; for a directory, the one its contents come below.
 * | source | destination is a directory (exists, or ends in `/`) | it is not |
 * |---|---|---|
 * | file | DST/name | DST |
 * | dir/ | DST | DST |
 * | dir | DST/dir | DST, which is made |
 * With something to keep, DST is a directory in any case.
 * @throws {UserError} 20 for a directory that would land on a file
 */
export function chooseDestination(
  source: SourceShape,
  destination: DestinationShape,
  keep: Keep = {parents: 0},
): string {
  if (source.isDirectory && destination.exists === 'file') {
    throw new UserError(
      `${destination.path} is a file: the directory ${source.path} cannot be copied there.`,
      {
        code: 'NOT_A_DIRECTORY',
        next: ['Name a directory, or a name that does not exist yet.'],
      },
    );
  }
  const components = source.path.split('/').filter((part) => part !== '');
  if ('skip' in keep && keep.skip > 0) {
    const skipped = source.isDirectory ? keep.skip : Math.min(keep.skip, components.length - 1);
    return append(destination.path, components.slice(skipped));
  }
  if ('parents' in keep && keep.parents > 0) {
    const kept = source.isDirectory && source.contents ? keep.parents : keep.parents + 1;
    return append(destination.path, components.slice(-kept));
  }
  if (source.isDirectory && source.contents) return destination.path;
  const intoDirectory = destination.exists === 'directory' || destination.trailingSlash;
  return intoDirectory ? append(destination.path, components.slice(-1)) : destination.path;
}

function append(directory: string, components: readonly string[]): string {
  return [directory === '/' ? '' : directory, ...components].join('/') || '/';
}

/**
 * Refuse a destination that cannot take what is to go there.
 * @param sources how many there are for it
 * @throws {UserError} 20
 */
export function refuseManyToOne({path, exists, trailingSlash}: DestinationShape, sources: number): void {
  if (exists === 'file' && (trailingSlash || sources > 1)) {
    throw new UserError(`${path} is a file, not a directory.`, {code: 'NOT_A_DIRECTORY'});
  }
  if (exists === 'no' && !trailingSlash && sources > 1) {
    throw new UserError(`${path} is not a directory, and there are ${sources} sources.`, {
      code: 'NOT_A_DIRECTORY',
      next: ['End the name with a slash to have the directory made.'],
    });
  }
}

/**
 * Refuse a plan in which two files have one destination, or a file is where a directory is needed.
 * @throws {UserError} 17
 */
export function refuseCollisions(
  items: readonly {readonly source: string; readonly destination: string}[],
  directories: Iterable<string>,
): void {
  const taken = new Map<string, string>();
  for (const {source, destination} of items) {
    const other = taken.get(destination);
    if (other !== undefined) {
      throw new UserError(`${other} and ${source} would both be copied to ${destination}.`, {
        code: 'EXISTS',
        next: ['Copy them one after the other, to different names.'],
      });
    }
    taken.set(destination, source);
  }
  for (const directory of directories) {
    const source = taken.get(directory);
    if (source === undefined) continue;
    throw new UserError(`${source} would be copied to ${directory}, which has to be a directory.`, {
      code: 'EXISTS',
    });
  }
}
