import {isAbsolute, resolve} from 'node:path';
import {UserError} from '../errors/errors.ts';

/** Stands for a current directory that was removed. Names are never taken from it. */
export const GONE_DIRECTORY = '/nonexistent/current-directory';

/**
 * A local name as an absolute path.
 * @param cwd where relative names start; absolute, or `GONE_DIRECTORY`
 * @throws {UserError} 2 for a relative name where the current directory was removed
 */
export function localPath(cwd: string, name: string): string {
  if (!canBeFound(cwd, name)) throw goneDirectory();
  return resolve(cwd, name);
}

/** Whether there can be a file of a name: not in a current directory that was removed. */
export function canBeFound(cwd: string, name: string): boolean {
  return cwd !== GONE_DIRECTORY || isAbsolute(name);
}

/** What is said where the current directory is needed, and was removed. */
export function goneDirectory(): UserError {
  return new UserError('The current directory was removed.', {
    code: 'NO_SUCH_FILE',
    next: ['Change to one that exists, or name local files by their absolute paths.'],
  });
}
