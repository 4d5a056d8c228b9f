import type {Entry} from '../../catalogue/entry.ts';
import {announced, stampOf} from '../../catalogue/entry-times.ts';
import {DoubtfulAnswer} from '../../catalogue/result-reader.ts';
import {UserError} from '../../errors/errors.ts';
import type {Comparison} from '../model/comparison.ts';
import type {UploadItem} from '../model/plan.ts';

/** ms by which the times of a file system may lag behind its clock: it keeps them by ticks. */
const TICKS = 20;

/**
 * Whether an entry on the grid needs no copy.
 * @param md5 of the source, asked for only when it decides; empty where it has none
 * @throws {UserError} 21 where a directory has the name; {DoubtfulAnswer} where what is known of it cannot be right
 */
export async function whyEntryUpToDate(
  item: UploadItem,
  comparison: Comparison,
  md5: () => Promise<string>,
): Promise<string | undefined> {
  const {existing, size, source, lfn, from} = item;
  if (existing === undefined) return undefined;
  if (existing.type !== 'f') {
    throw new UserError(`${lfn} is not a file: ${source} cannot replace it.`, {code: 'IS_A_DIRECTORY'});
  }
  if (comparison === 'existence') return 'it exists';
  if (existing.doubt !== undefined) throw new DoubtfulAnswer(lfn, existing.doubt);
  if (existing.size !== size) return undefined;
  if (comparison === 'size' || size === 0) return 'size match';
  // From grid to grid nothing has to be read for the md5.
  const isFree = from?.md5 !== undefined && existing.md5 !== undefined;
  if (comparison === 'time' && !isFree && isProvedByTime(item, existing)) return 'size and time match';
  return existing.md5 === (await md5()) ? 'size and md5 match' : undefined;
}

/** Not changed since before it was sent; or fetched from that entry, or found to be the same as it, and given its stamp. */
function isProvedByTime({changed, unchangedSince}: UploadItem, existing: Entry): boolean {
  const sent = announced(existing);
  if (unchangedSince && sent && unchangedSince.getTime() + TICKS < sent.getTime()) return true;
  return changed !== undefined && changed.getTime() === stampOf(existing)?.getTime();
}
