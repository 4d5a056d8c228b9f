import {mkdirSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import {isSystemError} from '../errors/error-words.ts';
import {requireHome} from './home.ts';

/**
 * Make a directory and those above it that are missing. Node's own way tries without end where a file system answers
 * ENOENT although the directory above is there: /proc does, and mount points of automounters.
 * @param path absolute
 * @param mode of those that are made; default: what the umask leaves
 * @returns the first one that was made; undefined where all were there
 * @throws the error of the file system; {UserError} 2 for one in the home of a user who has none
 */
export function makeLocalDirectories(path: string, mode = 0o777): string | undefined {
  requireHome(path);
  const missing: string[] = [];
  for (let at = path; !isDirectory(at); at = dirname(at)) {
    missing.unshift(at);
    if (at === dirname(at)) break;
  }
  for (const each of missing) {
    try {
      mkdirSync(each, {mode});
    } catch (error) {
      if (!isTaken(error) || !isDirectory(each)) throw error; // else another process was faster
    }
  }
  return missing[0];
}

/** A part of the path that is a file is found out when the directory is made. */
function isDirectory(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;
}

function isTaken(error: unknown): boolean {
  return isSystemError(error) && error.code === 'EEXIST';
}
