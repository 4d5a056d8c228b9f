import {EXIT} from '../errors/exit-codes.ts';
import {readdir, stat} from 'node:fs/promises';
import {relative, join} from 'node:path';
import {findEntries} from '../catalogue/find.ts';
import {localError} from '../errors/local-error.ts';
import {isSystemError} from '../errors/error-words.ts';
import {ServerError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import {relativeToRoot} from '../paths/relative-path.ts';
import type {Requester} from '../session/requests/requester.ts';

/** Something at a destination. */
export interface Present {
  /** below the destination */
  readonly relative: string;
  readonly isDirectory: boolean;
  /** bytes */
  readonly size: number;
  readonly changed: Date | undefined;
}

/**
 * All that is below a local directory, links as such: what they lead to belongs to others.
 * @returns nothing where it does not exist
 * @throws {UserError} where a part of it cannot be read
 */
export async function localPresent(root: string): Promise<Present[]> {
  try {
    const entries = await readdir(root, {recursive: true, withFileTypes: true});
    return await Promise.all(
      entries.map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const facts = entry.isFile() ? await stat(path) : undefined;
        return {
          relative: relative(root, path),
          isDirectory: entry.isDirectory(),
          size: facts?.size ?? 0,
          changed: facts?.mtime,
        };
      }),
    );
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT' && error.path === root) return [];
    throw localError(error, root);
  }
}

/**
 * All that is below a directory on the grid; nothing where it does not exist.
 * @throws {ServerError} 5 where the list may be incomplete
 */
export async function gridPresent(grid: Requester, root: Lfn, signal: AbortSignal): Promise<Present[]> {
  try {
    const entries = await findEntries(grid, root, {directories: true, signal});
    return entries
      .filter(({lfn}) => lfn !== root)
      .map(({lfn, type, size, changed}) => ({
        relative: relativeToRoot(root, lfn),
        isDirectory: type === 'd',
        size,
        changed,
      }));
  } catch (error) {
    if (error instanceof ServerError && [EXIT.NO_SUCH_FILE, EXIT.NOT_A_DIRECTORY].includes(error.exitCode))
      return [];
    throw error;
  }
}
