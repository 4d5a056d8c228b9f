import type {Stats} from 'node:fs';
import {lstat, readlink} from 'node:fs/promises';
import {isSystemError} from '../errors/error-words.ts';
import {UserError} from '../errors/errors.ts';
import {localError} from '../errors/local-error.ts';

/**
 * Refuse a symbolic link that leads nowhere as a place to write to: what was meant by it cannot be known.
 * @throws {UserError} 2; errno of the system where it cannot be looked at
 */
export async function refuseDanglingLink(path: string): Promise<void> {
  const own = await lstatIfAny(path);
  if (!own?.isSymbolicLink()) return;
  const target = await readlink(path).catch((error: unknown) => {
    throw localError(error, path);
  });
  throw new UserError(`${path} is a symbolic link to ${target}, where nothing is.`, {
    code: 'NO_SUCH_FILE',
    next: ['Remove the link, or make what it leads to.'],
  });
}

/**
 * What is at a path itself, not behind it; undefined where nothing is.
 * @throws {UserError} errno of the system
 */
export async function lstatIfAny(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw localError(error, path);
  }
}
