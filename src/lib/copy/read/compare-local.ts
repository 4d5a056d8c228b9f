import type {Compared, Comparison} from '../model/comparison.ts';
import type {DownloadItem} from '../model/plan.ts';
import {hashFile} from '../transfer/hash-file.ts';
import {landingPlace, type LandingPlace} from './landing-place.ts';

/**
 * Whether something is at the destination, and why it needs no copy.
 * @throws {UserError} for a destination that cannot be; see `landingPlace`
 */
export async function compareWithLocal(
  item: DownloadItem,
  comparison: Comparison,
  signal: AbortSignal,
): Promise<Compared> {
  return await compareWith(await landingPlace(item), item, comparison, signal);
}

/** The same of a place that has been looked at. */
export async function compareWith(
  {path, facts, isStream}: LandingPlace,
  item: DownloadItem,
  comparison: Comparison,
  signal: AbortSignal,
): Promise<Compared> {
  if (facts === undefined || isStream) return {exists: false};
  if (comparison === 'existence') return {exists: true, upToDate: 'it exists'};
  if (facts.size !== item.size) return {exists: true};
  if (comparison === 'time' && facts.mtime.getTime() === item.stamp?.getTime())
    return {exists: true, upToDate: 'size and time match'};
  if (comparison === 'size' || item.size === 0) return {exists: true, upToDate: 'size match'};
  if (item.md5 === undefined) return {exists: true};
  const {md5} = await hashFile(path, item.size, signal);
  if (md5 !== item.md5) return {exists: true};
  return {exists: true, upToDate: 'size and md5 match', staleTime: comparison === 'time'};
}
