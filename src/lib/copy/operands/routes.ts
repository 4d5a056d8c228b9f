import {UserError} from '../../errors/errors.ts';
import {pathsBelowCommon} from './below-common.ts';
import {checkedLines} from './pair-list.ts';
import type {CopyPair, CopyRequest} from '../model/request.ts';
import {type LocalLookup, readSides, type RouteDirection, type SideName, type Sides} from './sides.ts';

/** One source and where it goes. */
export interface Route {
  readonly direction: RouteDirection;
  readonly source: SideName;
  readonly destination: SideName;
  /** the destination is the name of the copy itself, whatever exists there; or only where the source is a directory */
  readonly exact?: boolean | 'directories';
}

/**
 * Read the operands or the list of a request.
 * @returns the routes, and how operands without any prefix were read, where that was not certain
 * @throws {UserError} for operands that make no sense, and for bad lines of a list with their numbers
 */
export async function readRoutes(
  request: CopyRequest,
  existsLocally: LocalLookup,
): Promise<{routes: Route[]; note?: string}> {
  if ('pairs' in request) return await readPairs(request.pairs, existsLocally);
  const {sources, destination, keepPaths = false} = request;
  const sides = await readSides(sources, destination, existsLocally);
  return {routes: keepPaths ? exactRoutes(sides) : routesOf(sides), ...noteOf([sides])};
}

async function readPairs(pairs: readonly CopyPair[], existsLocally: LocalLookup) {
  if (pairs.length === 0) throw new UserError('The list is empty: there is nothing to copy.');
  const read = ({source, destination}: CopyPair) => readSides([source], destination, existsLocally);
  const all = await checkedLines(pairs, read);
  return {routes: all.flatMap(routesOf), ...noteOf(all)};
}

function routesOf({direction, sources, destination}: Sides): Route[] {
  return sources.map((source) => ({direction, source, destination}));
}

function exactRoutes(sides: Sides): Route[] {
  const places = pathsBelowCommon(sides.sources.map(({name}) => name));
  return routesOf(sides).map(({direction, source, destination}, index) => {
    const name = `${destination.name.replace(/\/+$/, '')}/${places[index]}`;
    return {direction, source, destination: {...destination, name}, exact: true};
  });
}

function noteOf(all: readonly Sides[]): {note?: string} {
  const [first, ...others] = all.map(({note}) => note).filter((note) => note !== undefined);
  if (first === undefined) return {};
  return {note: others.length === 0 ? first : `${first}, and ${others.length} more names without a prefix`};
}
