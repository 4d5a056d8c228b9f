import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {type AlienError, UserError} from '../../errors/errors.ts';
import {lookAt, type Looked} from './local-facts.ts';
import {isIncomplete} from '../../traces/temporary-name.ts';
import {localError} from '../../errors/local-error.ts';

export interface LocalFile {
  /** below the root of the walk */
  readonly relative: string;
  readonly size: number;
  readonly changed: Date;
  /** no later change, nor a move of it or of a directory above it into its place */
  readonly unchangedSince: Date;
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
  await walk(root, '', [await lookAt(root)], found, signal);
  return found;
}

/** The same of some names below a directory alone: files, and directories with all that is in them. */
export async function walkLocalNames(
  root: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<LocalTree> {
  const found: Found = {files: [], directories: [], problems: []};
  for (const name of names) {
    const above = [await lookAt(root)];
    const directories = name.split('/').slice(0, -1);
    for (const index of directories.keys()) {
      const path = join(root, ...directories.slice(0, index + 1));
      above.push(await lookAt(path, above.at(-1)));
    }
    await visitAll(root, [name], above, found, signal);
  }
  return found;
}

async function walk(
  root: string,
  relative: string,
  above: readonly Looked[],
  found: Found,
  signal?: AbortSignal,
) {
  signal?.throwIfAborted();
  let names: string[];
  try {
    names = await readdir(join(root, relative));
  } catch (error) {
    found.problems.push({relative, error: asAlienError(error, join(root, relative))});
    return;
  }
  const whole = names.filter((name) => !isIncomplete(name)); // such as downloads: not yet files of the user
  const below = whole.sort().map((name) => (relative === '' ? name : `${relative}/${name}`));
  await visitAll(root, below, above, found, signal);
}

async function visitAll(
  root: string,
  names: readonly string[],
  above: readonly Looked[],
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

async function visit(
  root: string,
  relative: string,
  above: readonly Looked[],
  found: Found,
  signal?: AbortSignal,
) {
  const path = join(root, relative);
  const looked = await lookAt(path, above.at(-1));
  const {facts, unchangedSince} = looked;
  if (facts.isFile()) {
    found.files.push({relative, size: facts.size, changed: facts.mtime, unchangedSince});
  } else if (facts.isDirectory()) {
    if (above.some(({facts: {dev, ino}}) => dev === facts.dev && ino === facts.ino)) {
      throw new UserError(`${path}: the link leads back to a directory above it.`, {code: 'LINK_LOOP'});
    }
    found.directories.push(relative);
    await walk(root, relative, [...above, looked], found, signal);
  } else {
    throw new UserError(`${path}: only files and directories can be copied.`, {code: 'INVALID_ARGUMENT'});
  }
}

/** System errors become UserErrors; anything else is a bug and continues as it is. */
function asAlienError(error: unknown, path: string): AlienError {
  const translated = localError(error, path);
  if (translated instanceof UserError) return translated;
  throw translated;
}
