import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import type {Lfn} from '../paths/lfn.ts';
import type {Entry} from './entry.ts';
import {statEntry} from './lookup.ts';
import {lookUpEntries} from './stat-entries.ts';

/**
 * Look names up, as few requests as fit. One that the service writes otherwise than it was asked for is asked for alone.
 * @returns what tells the entry of one of them; undefined where there is none
 */
export async function lookUpTogether(
  grid: Requester,
  lfns: readonly Lfn[],
  call: Pick<RequestOptions, 'signal' | 'timeout'> = {},
): Promise<(lfn: Lfn) => Promise<Entry | undefined>> {
  const {found, untold} = await lookUpEntries(grid, lfns, call.signal);
  const areExact = untold.size === 0 && [...found.keys()].every((lfn) => lfns.includes(lfn));
  return async (lfn) => found.get(lfn) ?? (areExact ? undefined : await statEntry(grid, lfn, call));
}
