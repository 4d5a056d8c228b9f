import {removeEntry} from '../../catalogue/change.ts';
import {AlienError} from '../../errors/errors.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {putAway, renameSurely} from './replace-entry.ts';
import {
  nameOfNew,
  type ReplacedByContent,
  type ReplacedByFile,
  type Replacement,
  type ReplacementJournal,
} from './replacement-journal.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';

/** Before anything is planned: end what earlier runs have left half done, and tell it in a line for each. */
export async function mendEarlier(
  {grid, journal}: {readonly grid: Requester; readonly journal?: ReplacementJournal},
  signal: AbortSignal,
  tell: (text: string) => void,
): Promise<void> {
  if (journal === undefined) return;
  for (const text of await mendReplacements(grid, journal, signal)) tell(text);
}

/**
 * End what runs that were killed have left between the steps of a replacement. New content that was stored for it comes to
 * its name if the old one has left it, else it is removed. A file of the user's that was to get another name keeps the one
 * that it has, and the old content comes back where nothing has its name. Where there is nothing to mend nothing is asked.
 * @returns a line for each that was mended, or could not be; these stay in the journal
 */
async function mendReplacements(
  grid: Requester,
  journal: ReplacementJournal,
  signal: AbortSignal,
): Promise<string[]> {
  const told: string[] = [];
  await journal.mendEach(async (unfinished) => {
    signal.throwIfAborted();
    try {
      const done = await mend(grid, unfinished, signal);
      if (done !== undefined)
        told.push(`An earlier replacement of ${unfinished.lfn} was interrupted: ${done}.`);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AlienError)) throw error;
      told.push(`${describeUnfinished(unfinished)} It could not be mended: ${error.message}`);
      return false;
    }
  });
  return told;
}

/** What may be where, of a replacement that was interrupted. */
export function describeUnfinished(replacement: Replacement): string {
  const {lfn, aside} = replacement;
  return `A replacement of ${lfn} was interrupted: its new content may be ${nameOfNew(replacement)}, its old one ${aside}.`;
}

/** @returns what was done, undefined where nothing was left */
async function mend(
  grid: Requester,
  replacement: Replacement,
  signal: AbortSignal,
): Promise<string | undefined> {
  if ('source' in replacement) return await mendByFile(grid, replacement, signal);
  return await mendByContent(grid, replacement, signal);
}

async function mendByFile(
  grid: Requester,
  replacement: ReplacedByFile,
  signal: AbortSignal,
): Promise<string | undefined> {
  const {lfn, source, aside, newGuid} = replacement;
  const there = await statEntries(grid, [lfn, source, aside], signal);
  if (!there.has(aside)) return undefined;
  const current = there.get(lfn);
  if (current === undefined) {
    await renameSurely(grid, aside, lfn);
    return 'its old content is in its place again';
  }
  // Another file may have got the name meanwhile: then both stay.
  if (there.has(source) || (current.guid ?? '') !== newGuid) return `its old content is still ${aside}`;
  await putAway(grid, replacement);
  return 'the old content is removed';
}

async function mendByContent(
  grid: Requester,
  replacement: ReplacedByContent,
  signal: AbortSignal,
): Promise<string | undefined> {
  const {lfn, temporary, aside, oldGuid, backup} = replacement;
  const there = await statEntries(grid, [lfn, temporary, aside], signal);
  const current = there.get(lfn);
  if (current === undefined) {
    if (there.has(temporary)) {
      await renameSurely(grid, temporary, lfn);
      if (there.has(aside)) await putAway(grid, replacement);
      return 'its new content is now in its place';
    }
    if (!there.has(aside)) return undefined;
    await renameSurely(grid, aside, lfn);
    return 'its old content is in its place again';
  }
  if (there.has(temporary)) await removeEntry(grid, temporary);
  if (!there.has(aside))
    return there.has(temporary) ? 'the new content is removed, the old one stays' : undefined;
  // Both are there only if another user has made a third: that one and the old one stay.
  if (there.has(temporary) || current.guid === oldGuid) return `its old content is still ${aside}`;
  await putAway(grid, replacement);
  return backup === undefined ? 'the old content is removed' : `the old content is ${backup}`;
}
