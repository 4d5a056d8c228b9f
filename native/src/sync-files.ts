import {getSystemErrorName} from 'node:util';
import {loadedAddon} from './call.ts';

/**
 * Forces local files to the disk. Four and more of one file system go by one flush of all of it where the system
 * can tell whether that failed (Linux 5.8): for small files that is many times faster than one after the other.
 * @returns for each file what went wrong, with `code` and `errno`; undefined where it is safe
 */
export async function syncFiles(paths: readonly string[]): Promise<(NodeJS.ErrnoException | undefined)[]> {
  const errors = await loadedAddon().syncFiles(paths);
  return errors.map((errno, i) => {
    if (errno === 0) return undefined;
    const code = getSystemErrorName(-errno);
    const path = paths[i] ?? '';
    return Object.assign(new Error(`${code}: cannot force '${path}' to the disk`), {
      code,
      errno: -errno,
      path,
    });
  });
}
