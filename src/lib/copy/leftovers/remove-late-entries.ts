import {removeEntry} from '../../catalogue/change.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {isTemporaryEntry} from '../replace/replace-entry.ts';
import {nameOfNew, type ReplacementJournal} from '../replace/replacement-journal.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';
import type {PendingUpload} from './pending-upload.ts';

/**
 * A registration that took effect only after its replacement had been given up has made an entry that is not wanted:
 * remove it. What its own journal still has to mend is left to that.
 * @param uploads which are registered, of runs that are gone
 * @returns the names that were removed
 * @throws {NetworkError} {ServerError}
 */
export async function removeLateEntries(
  grid: Requester,
  uploads: readonly PendingUpload[],
  replacements: ReplacementJournal | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  const guids = new Map(uploads.filter(({lfn}) => isTemporaryEntry(lfn)).map(({lfn, guid}) => [lfn, guid]));
  if (guids.size === 0) return [];
  for (const unfinished of replacements?.unfinished() ?? []) guids.delete(nameOfNew(unfinished));
  const removed: string[] = [];
  for (const [lfn, entry] of await statEntries(grid, [...guids.keys()], signal)) {
    if (entry.guid?.toLowerCase() !== guids.get(lfn)?.toLowerCase()) continue;
    signal.throwIfAborted();
    await removeEntry(grid, lfn);
    removed.push(lfn);
  }
  return removed;
}
