import {EXIT} from '../errors/exit-codes.ts';
import {findAll, type FindOptions, type Found} from './find.ts';
import {ServerError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import type {Requester} from '../session/requests/requester.ts';

export interface SortedFind extends FindOptions {
  /** whose storage is near; the files there come first, as far as the service can tell */
  readonly site?: string;
}

/**
 * What `find` finds, near a site first. Where the service cannot tell what is near, all of it, in the usual order.
 * @param say told when the order is not the one that was asked for
 */
export async function findSorted(
  grid: Requester,
  directory: Lfn,
  {site, ...options}: SortedFind,
  say: (note: string) => void,
): Promise<Found> {
  if (site === undefined) return await findAll(grid, directory, options);
  const extra = [...(options.extra ?? []), '-S', site];
  try {
    return await findAll(grid, directory, {...options, extra});
  } catch (error) {
    if (!(error instanceof ServerError) || error.exitCode !== EXIT.SERVER_FAILED) throw error;
    say(`--site ${site}: the service cannot tell what is near in ${directory} (${error.message}).`);
    return await findAll(grid, directory, options);
  }
}
