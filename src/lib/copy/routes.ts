import {UserError} from '../errors/errors.ts';
import type {CopyRequest} from './request.ts';
import {type LocalLookup, readSides, type RouteDirection, type SideName, type Sides} from './sides.ts';

/** One source and where it goes. */
export interface Route {
  readonly direction: RouteDirection;
  readonly source: SideName;
  readonly destination: SideName;
}

/**
 * Read the operands of a request.
 * @returns the routes, and how operands without any prefix were read, where that was not certain
 * @throws {UserError} for operands that make no sense
 */
export async function readRoutes(
  {sources, destination}: CopyRequest,
  existsLocally: LocalLookup,
): Promise<{routes: Route[]; note?: string}> {
  const sides = await readSides(sources, destination, existsLocally);
  return {routes: routesOf(sides), ...(sides.note !== undefined && {note: sides.note})};
}

function routesOf({direction, sources, destination}: Sides): Route[] {
  return sources.map((source) => ({direction, source, destination}));
}

/** @throws {UserError} 22 until such copies are made */
export function refuseGridToGrid(routes: readonly Route[]): void {
  if (!routes.some(({direction}) => direction === 'grid')) return;
  throw new UserError('Both sides are on the grid, and copies from grid to grid are not made directly.', {
    next: ['Copy in two steps for now: from the grid to a local file, then from there to the grid.'],
  });
}
