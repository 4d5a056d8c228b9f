import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {type AlienError, UserError} from '../../errors/errors.ts';
import {readPartialName} from '../../traces/partial-name.ts';
import {localError} from '../../errors/local-error.ts';

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

/** The same of some names below a directory alone: files, and directories with all that is in them. */
export async function walkLocalNames(
  root: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<LocalTree> {
  const found: Found = {files: [], directories: [], problems: []};
  await visitAll(root, names, [await identity(root)], found, signal);
  return found;
}

async function walk(root: string, relative: string, above: string[], found: Found, signal?: AbortSignal) {
  signal?.throwIfAborted();
  let names: string[];
  try {
    names = await readdir(join(root, relative));
  } catch (error) {
    found.problems.push({relative, error: asAlienError(error, join(root, relative))});
    return;
  }
  const whole = names.filter((name) => !readPartialName(name)); // the rest are downloads, not yet files of the user
  const below = whole.sort().map((name) => (relative === '' ? name : `${relative}/${name}`));
  await visitAll(root, below, above, found, signal);
}

async function visitAll(
  root: string,
  names: readonly string[],
  above: string[],
  found: Found,
  signal?: AbortSignal,
) {
  for (const relative of names) {
    try {
      await visit(root, relative, above, found, signal);
    } catch (error) {
      signal?.throwIfAborted();
      found.problems.push({relative, error: asAlienError(error, join(root, relative))});
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

/** System errors become UserErrors; anything else is a bug and goes on as it is. */
function asAlienError(error: unknown, path: string): AlienError {
  const translated = localError(error, path);
  if (translated instanceof UserError) return translated;
  throw translated;
}
