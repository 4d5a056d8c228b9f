import {batches} from '../flow/batches.ts';
import {type Entry, entryFrom} from './entry.ts';
import type {Lfn} from '../paths/lfn.ts';
import {expectSuccess} from '../session/expect-success.ts';
import {exitCodeOf} from '../session/answer.ts';
import type {Requester} from '../session/requester.ts';

const NO_SUCH_FILE = 2;

/**
 * Look several entries up, as few requests as fit.
 * @returns those that exist
 */
export async function statEntries(
  grid: Requester,
  lfns: readonly Lfn[],
  signal?: AbortSignal,
): Promise<Map<Lfn, Entry>> {
  const found = new Map<Lfn, Entry>();
  for (const batch of batches(lfns)) {
    const answer = await grid.request('stat', batch, {want: 'keys', ...(signal && {signal})});
    if (exitCodeOf(answer) !== NO_SUCH_FILE) expectSuccess(answer);
    for (const result of answer.results) {
      if (typeof result['lfn'] !== 'string') continue;
      const entry = entryFrom(result);
      found.set(entry.lfn, entry);
    }
  }
  return found;
}
