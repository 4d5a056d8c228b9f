import {stat} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {UserError} from '../../errors/errors.ts';
import type {Listing} from './listing.ts';
import {adviceForUndecoded} from '../../paths/undecoded-name.ts';
import {isSystemError} from '../../errors/error-words.ts';
import {localError} from '../../errors/local-error.ts';
import {lookAt} from './local-facts.ts';
import {splitLocalGlob, walkLocalGlob} from './local-glob.ts';
import {type LocalTree, walkLocalTree} from './local-tree.ts';
import {meansContents, type PlanOptions, refuseKind} from './plan-options.ts';
import type {Route} from '../operands/routes.ts';
import {localPath} from '../../files/local-path.ts';

/**
 * Find what the sources on this machine hold.
 * @throws {UserError} 2 for a source that does not exist, 20 for a file that is written as a directory
 */
export async function listLocalSources(routes: readonly Route[], options: PlanOptions): Promise<Listing[]> {
  if (routes.length > 0) options.selection.refuseForLocalFiles();
  const listings: Listing[] = [];
  for (const route of routes) {
    const listing = await options.attempt(route, () => listSource(route, options));
    if (listing !== undefined) listings.push(listing);
  }
  return listings;
}

async function listSource(route: Route, options: PlanOptions): Promise<Listing> {
  const {name} = route.source;
  const {cwd, accept, signal} = options;
  const path = localPath(cwd, name === '' ? '.' : name);
  const facts = await stat(path).catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw localError(error, path);
  });
  if (facts === undefined) return await globListing(route, path, options);
  refuseKind(path, facts.isDirectory(), accept);
  if (facts.isDirectory()) {
    return treeListing(route, path, meansContents(name), await walkLocalTree(path, signal));
  }
  if (name.endsWith('/'))
    throw new UserError(`${path} is a file, not a directory.`, {code: 'NOT_A_DIRECTORY'});
  if (!facts.isFile() && !facts.isFIFO()) {
    throw new UserError(`${path} is neither a file, nor a directory, nor a pipe: it cannot be copied.`, {
      code: 'INVALID_ARGUMENT',
    });
  }
  if (facts.isFIFO()) return pipeListing(route, path);
  const {unchangedSince} = await lookAt(path, await lookAt(dirname(path)));
  return {
    route,
    shape: {path, isDirectory: false, contents: false},
    files: [{relative: '', size: facts.size, changed: facts.mtime, unchangedSince}],
    directories: [],
    problems: [],
  };
}

function pipeListing(route: Route, path: string): Listing {
  const file = {
    relative: '',
    size: 0,
    changed: undefined,
    unchangedSince: undefined,
    isStream: true as const,
  };
  const shape = {path, isDirectory: false, contents: false};
  return {route, shape, files: [file], directories: [], problems: []};
}

/** A name that does not exist may be a pattern that no shell has expanded. */
async function globListing(route: Route, path: string, {cwd, accept, signal}: PlanOptions): Promise<Listing> {
  const pattern = accept === 'anything' ? splitLocalGlob(route.source.name, cwd) : undefined;
  const tree = pattern && (await walkLocalGlob(pattern, signal));
  if (!pattern || !tree || tree.files.length + tree.directories.length + tree.problems.length === 0) {
    throw new UserError(`${path}: there is no such file or directory.`, {
      code: 'NO_SUCH_FILE',
      next: adviceForUndecoded(path),
    });
  }
  return treeListing(route, pattern.root, true, tree);
}

function treeListing(route: Route, path: string, contents: boolean, tree: LocalTree): Listing {
  const {files, directories, problems} = tree;
  return {
    route,
    shape: {path, isDirectory: true, contents},
    files,
    directories,
    problems: problems.map(({relative, error}) => ({path: join(path, relative), size: 0, error})),
  };
}
