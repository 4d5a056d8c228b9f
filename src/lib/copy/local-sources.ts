import {stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {UserError} from '../errors/errors.ts';
import type {Listing} from './listing.ts';
import {localError} from './local-error.ts';
import {walkLocalTree} from './local-tree.ts';
import {meansContents, type PlanOptions} from './plan.ts';
import type {Route} from './routes.ts';

/**
 * Find what lies at sources on this machine.
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

async function listSource(route: Route, {cwd, signal}: PlanOptions): Promise<Listing> {
  const {name} = route.source;
  const path = resolve(cwd, name === '' ? '.' : name);
  const facts = await stat(path).catch((error: unknown) => {
    throw localError(error, path);
  });
  if (facts.isDirectory()) {
    const {files, directories, problems} = await walkLocalTree(path, signal);
    return {
      route,
      shape: {path, isDirectory: true, contents: meansContents(name)},
      files,
      directories,
      problems: problems.map(({relative, error}) => ({path: join(path, relative), size: 0, error})),
    };
  }
  if (name.endsWith('/')) throw new UserError(`${path} is a file, not a directory.`, {exitCode: 20});
  if (!facts.isFile()) {
    throw new UserError(`${path} is neither a file nor a directory: it cannot be copied.`, {exitCode: 22});
  }
  return {
    route,
    shape: {path, isDirectory: false, contents: false},
    files: [{relative: '', size: facts.size, changed: facts.mtime}],
    directories: [],
    problems: [],
  };
}
