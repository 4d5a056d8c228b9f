import {getSystemErrorName} from 'node:util';
import {loadedAddon} from './call.ts';

/** A file that is complete but for its name. */
export interface WrittenFile {
  readonly path: string;
  /** the name it gets, on the same file system; a file that has it is replaced */
  readonly target: string;
  /** the time of change it gets */
  readonly modified?: Date | undefined;
}

/** The steps in the addon's order. */
const STEPS = ['open', 'utime', 'fsync', 'rename'];

/**
 * Forces local files to the disk and then gives them their names. Four and more of one file system go there by one flush
 * of all of it where the system can tell whether that failed (Linux 5.8): for small files that is many times faster than
 * one after the other.
 * @returns for each file what went wrong, with `code`, `errno` and `syscall`; then it keeps its path. undefined where it
 *   has its new name
 */
export async function landFiles(
  files: readonly WrittenFile[],
): Promise<(NodeJS.ErrnoException | undefined)[]> {
  const flat = files.flatMap(({path, target, modified}) => [path, target, modified?.getTime() ?? Number.NaN]);
  const results = await loadedAddon().landFiles(flat);
  return files.map((file, i) => landingError(results[i] ?? 0, file));
}

/**
 * What went wrong with a file that was to be landed.
 * @param result 0, or an errno and in the bits above the lowest 16 the number of the step
 */
export function landingError(
  result: number,
  {path, target}: Pick<WrittenFile, 'path' | 'target'>,
): NodeJS.ErrnoException | undefined {
  if (result === 0) return undefined;
  const errno = -(result & 0xffff);
  const code = getSystemErrorName(errno);
  const syscall = STEPS[result >> 16] ?? '';
  const error = new Error(`${code}: ${syscall} '${path}' -> '${target}'`);
  return Object.assign(error, {code, errno, syscall, path});
}
