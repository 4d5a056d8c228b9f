import {lstat} from 'node:fs/promises';
import {dirname, join} from 'node:path/posix';
import {statEntries} from '../catalogue/stat-entries.ts';
import type {Listing} from '../copy/plan/listing.ts';
import {isSystemError} from '../errors/error-words.ts';
import {localError} from '../errors/local-error.ts';
import {absoluteLfn, joinLfn} from '../paths/lfn.ts';
import type {Requester} from '../session/requests/requester.ts';
import type {Removals} from './plan-removals.ts';

/**
 * Ask the source itself for each name that is to go at the destination: what it was listed by may be old by now, or
 * never have been complete.
 * @returns the removals without what is there after all, and those names
 * @throws {AlienError} where no one can tell
 */
export async function confirmRemovals(
  grid: Requester,
  {route, shape}: Listing,
  {files, directories}: Removals,
  signal: AbortSignal,
): Promise<{readonly removals: Removals; readonly stay: readonly string[]}> {
  const names = [...files, ...directories];
  const there =
    route.direction === 'download'
      ? await onGrid(grid, shape.path, names, signal)
      : await onThisMachine(shape.path, names);
  const needed = new Set(there);
  for (const name of there)
    for (let each = dirname(name); each !== '.' && !needed.has(each); each = dirname(each)) needed.add(each);
  const isExtra = (name: string) => !needed.has(name);
  const removals = {files: files.filter(isExtra), directories: directories.filter(isExtra)};
  return {removals, stay: names.filter((name) => there.has(name))};
}

async function onGrid(
  grid: Requester,
  root: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const directory = absoluteLfn(root);
  const known = await statEntries(
    grid,
    names.map((name) => joinLfn(directory, name)),
    signal,
  );
  return new Set(names.filter((name) => known.has(joinLfn(directory, name))));
}

async function onThisMachine(root: string, names: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>();
  for (const name of names) if (await exists(join(root, name))) there.add(name);
  return there;
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false;
    throw localError(error, path);
  }
}
