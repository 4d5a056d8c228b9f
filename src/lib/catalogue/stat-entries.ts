import {EXIT} from '../errors/exit-codes.ts';
import {batches} from '../flow/batches.ts';
import {type Entry, entryFrom} from './entry.ts';
import type {Lfn} from '../paths/lfn.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import {exitCodeOf} from '../session/requests/answer.ts';
import {DoubtfulAnswer} from './result-reader.ts';
import type {Requester} from '../session/requests/requester.ts';

/** What was found of some names. */
interface Looked {
  /** those that exist; what is said of one may be in doubt */
  readonly found: Map<Lfn, Entry>;
  /** those that are neither told nor said to be missing, with the error that is */
  readonly untold: ReadonlyMap<Lfn, DoubtfulAnswer>;
}

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
  const {found, untold} = await lookUpEntries(grid, lfns, signal);
  for (const error of untold.values()) throw error;
  return found;
}

/** The same, for those who can do something with a part of the answer. */
export async function lookUpEntries(
  grid: Requester,
  lfns: readonly Lfn[],
  signal?: AbortSignal,
): Promise<Looked> {
  const found = new Map<Lfn, Entry>();
  const untold = new Map<Lfn, DoubtfulAnswer>();
  for (const batch of batches(lfns)) {
    const answer = await grid.request('stat', batch, {want: 'keys', ...(signal && {signal})});
    const someAreMissing = exitCodeOf(answer) === EXIT.NO_SUCH_FILE;
    if (!someAreMissing) expectSuccess(answer);
    for (const entry of answer.results.map(entryFrom)) if (entry) found.set(entry.lfn, entry);
    if (someAreMissing) continue;
    // The service takes some names for others: it drops blanks at the end, for one.
    const other = [...found.keys()].find((lfn) => !lfns.includes(lfn));
    const why =
      other === undefined ? 'it says nothing, not even that it is missing' : `it answers for ${other}`;
    for (const lfn of batch) if (!found.has(lfn)) untold.set(lfn, new DoubtfulAnswer(lfn, why));
  }
  return {found, untold};
}
