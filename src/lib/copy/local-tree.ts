import type {Dirent} from 'node:fs';
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {type AlienError, UserError} from '../errors/errors.ts';
import {localError} from './local-error.ts';

export interface LocalFile {
  /** below the root of the walk */
  readonly relative: string;
  readonly size: number;
  readonly changed: Date;
}

export interface LocalTree {
  readonly files: readonly LocalFile[];
  /** all directories below the root, parents first */
  readonly directories: readonly string[];
  /** what cannot be copied, and why */
  readonly problems: readonly {readonly relative: string; readonly error: AlienError}[];
}

interface Found {
  readonly files: LocalFile[];
  readonly directories: string[];
  readonly problems: {relative: string; error: AlienError}[];
}

/** Everything below a local directory. Symbolic links are followed; one that leads to its own parent is a problem. */
export async function walkLocalTree(root: string, signal?: AbortSignal): Promise<LocalTree> {
  const found: Found = {files: [], directories: [], problems: []};
  await walk(root, '', [await identity(root)], found, signal);
  return found;
}

async function walk(root: string, relative: string, above: string[], found: Found, signal?: AbortSignal) {
  signal?.throwIfAborted();
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, relative), {withFileTypes: true});
  } catch (error) {
    found.problems.push({relative, error: asAlienError(error, join(root, relative))});
    return;
  }
  for (const entry of entries.sort(byName)) {
    const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
    try {
      await visit(root, below, above, found, signal);
    } catch (error) {
      signal?.throwIfAborted();
      found.problems.push({relative: below, error: asAlienError(error, join(root, below))});
    }
  }
}

async function visit(root: string, relative: string, above: string[], found: Found, signal?: AbortSignal) {
  const path = join(root, relative);
  const facts = await stat(path);
  if (facts.isFile()) {
    found.files.push({relative, size: facts.size, changed: facts.mtime});
  } else if (facts.isDirectory()) {
    const self = `${facts.dev}:${facts.ino}`;
    if (above.includes(self)) {
      throw new UserError(`${path}: the link leads back to a directory above it.`, {exitCode: 40});
    }
    found.directories.push(relative);
    await walk(root, relative, [...above, self], found, signal);
  } else {
    throw new UserError(`${path}: only files and directories can be copied.`, {exitCode: 22});
  }
}

async function identity(path: string): Promise<string> {
  const {dev, ino} = await stat(path).catch((error: unknown) => {
    throw localError(error, path);
  });
  return `${dev}:${ino}`;
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** System errors become UserErrors; anything else is a bug and goes on as it is. */
function asAlienError(error: unknown, path: string): AlienError {
  const translated = localError(error, path);
  if (translated instanceof UserError) return translated;
  throw translated;
}
