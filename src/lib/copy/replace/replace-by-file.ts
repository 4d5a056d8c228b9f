import type {Entry} from '../../catalogue/entry.ts';
import {statEntry} from '../../catalogue/lookup.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {leavesNothing, replaceEntry, replacementByFile} from './replace-entry.ts';
import type {ReplacementJournal} from './replacement-journal.ts';

/**
 * Give a file the name of another one, which is removed when it has got that. Both are kept where it fails or is killed
 * in between: the file by its own name, the other one by its name after the next run has looked at the journal.
 * @returns a warning where the old content could not be removed
 * @throws {NameTaken} 17 where another file has got the name meanwhile; {ServerError} {NetworkError}
 */
export async function replaceByFile(
  grid: Requester,
  file: Entry,
  occupant: Entry,
  journal: ReplacementJournal,
): Promise<string | undefined> {
  const replacement = replacementByFile(occupant, file);
  const end = journal.begin(replacement);
  let isOver = false; // until it is certain that nothing is left under another name
  try {
    const warning = await replaceEntry(grid, replacement, file.guid, () => statEntry(grid, occupant.lfn));
    isOver = warning === undefined;
    return warning;
  } catch (error) {
    isOver = leavesNothing(error);
    throw error;
  } finally {
    end(isOver);
  }
}
