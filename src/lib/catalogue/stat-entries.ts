import {batches} from '../flow/batches.ts';
import {type Entry, entryFrom} from './entry.ts';
import type {Lfn} from '../paths/lfn.ts';
import {expectSuccess} from '../session/expect-success.ts';
import {exitCodeOf} from '../session/answer.ts';
import {DoubtfulAnswer} from './result-reader.ts';
import type {Requester} from '../session/requester.ts';

const NO_SUCH_FILE = 2;

/**
 * Look several entries up, as few requests as fit.
 * @returns those that exist; what is said of one may be in doubt
 * @throws {DoubtfulAnswer} where some are neither told nor said to be missing
 */
export async function statEntries(
  grid: Requester,
  lfns: readonly Lfn[],
  signal?: AbortSignal,
): Promise<Map<Lfn, Entry>> {
  const found = new Map<Lfn, Entry>();
  for (const batch of batches(lfns)) {
    const answer = await grid.request('stat', batch, {want: 'keys', ...(signal && {signal})});
    const someAreMissing = exitCodeOf(answer) === NO_SUCH_FILE;
    if (!someAreMissing) expectSuccess(answer);
    for (const entry of answer.results.map(entryFrom)) if (entry) found.set(entry.lfn, entry);
    const untold = someAreMissing ? undefined : batch.find((lfn) => !found.has(lfn));
    if (untold !== undefined) throw new DoubtfulAnswer(untold, 'it is left out, and not said to be missing');
  }
  return found;
}
