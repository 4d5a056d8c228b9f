import {UserError} from '../errors/errors.ts';

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

/**
 * The name that a source gets at the destination; for a directory, the one its contents come below.
 * | source | destination is a directory (exists, or ends in `/`) | it is not |
 * |---|---|---|
 * | file | DST/name | DST |
 * | dir/ | DST | DST |
 * | dir | DST/dir | DST, which is made |
 * @param parents how many directories above the source are kept below DST
 * @throws {UserError} 20 for a directory that would land on a file
 */
export function chooseDestination(source: SourceShape, destination: DestinationShape, parents = 0): string {
  if (source.isDirectory && destination.exists === 'file') {
    throw new UserError(
      `${destination.path} is a file: the directory ${source.path} cannot be copied there.`,
      {
        exitCode: 20,
        next: ['Name a directory, or a name that does not exist yet.'],
      },
    );
  }
  const components = source.path.split('/').filter((part) => part !== '');
  if (parents > 0) {
    const kept = source.isDirectory && source.contents ? parents : parents + 1;
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
        exitCode: 17,
        next: ['Copy them one after the other, to different names.'],
      });
    }
    taken.set(destination, source);
  }
  for (const directory of directories) {
    const source = taken.get(directory);
    if (source === undefined) continue;
    throw new UserError(`${source} would be copied to ${directory}, which has to be a directory.`, {
      exitCode: 17,
    });
  }
}
