import {rmdir, unlink} from 'node:fs/promises';
import {join} from 'node:path';
import {forEachBounded} from '../flow/limiter.ts';
import {localError} from '../errors/local-error.ts';
import {isSystemError} from '../errors/error-words.ts';
import {AlienError} from '../errors/errors.ts';
import type {Removals} from './plan-removals.ts';

/** Files that are removed at the same time. */
const WIDTH = 8;

/** Told of each name, with the error of one that could not be removed. */
export type OnRemoved = (path: string, error?: AlienError) => void;

/** Remove files below a local directory, then directories that are empty by then. */
export async function removeLocal(
  root: string,
  {files, directories}: Removals,
  signal: AbortSignal,
  onRemoved: OnRemoved,
): Promise<void> {
  const remove = async (relative: string, task: (path: string) => Promise<void>) => {
    signal.throwIfAborted();
    const path = join(root, relative);
    try {
      await task(path);
      onRemoved(path);
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return;
      const named = localError(error, path);
      if (!(named instanceof AlienError)) throw error;
      onRemoved(path, named);
    }
  };
  await forEachBounded(files, WIDTH, (relative) => remove(relative, unlink));
  for (const relative of directories) await remove(relative, rmdir);
}
