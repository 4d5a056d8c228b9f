import {EXIT} from '../../errors/exit-codes.ts';
import {removeEntry, renameEntry} from '../../catalogue/change.ts';
import {AlienError, ServerError} from '../../errors/errors.ts';
import {NameTaken} from '../model/name-taken.ts';
import {absoluteLfn, basenameOfLfn, dirnameOfLfn, joinLfn, type Lfn} from '../../paths/lfn.ts';
import {readTemporaryName, temporaryName} from '../../traces/temporary-name.ts';
import type {Entry} from '../../catalogue/entry.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {isOutcomeUnknown} from '../model/outcome-unknown.ts';
import {
  nameOfNew,
  type ReplacedByContent,
  type ReplacedByFile,
  type Replacement,
} from './replacement-journal.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';

/**
 * Choose hidden names beside an entry that is to be replaced. They hold no `*` and `?`, which `rm` would expand.
 * @param backup the name that the old content keeps; without it, it is removed
 */
export function replacementOf({lfn, guid}: Named, backup?: Lfn): ReplacedByContent {
  const names = {
    lfn,
    temporary: beside(lfn, 'replacing'),
    aside: beside(lfn, 'aside'),
    oldGuid: guid ?? '',
  };
  return backup === undefined ? names : {...names, backup};
}

/** The same for an entry that gives its name to another file, which has one of its own. */
export function replacementByFile({lfn, guid}: Named, file: Named): ReplacedByFile {
  return {lfn, source: file.lfn, newGuid: file.guid ?? '', aside: beside(lfn, 'aside'), oldGuid: guid ?? ''};
}

type Named = Pick<Entry, 'lfn' | 'guid'>;

function beside(lfn: Lfn, kind: 'replacing' | 'aside'): Lfn {
  return joinLfn(dirnameOfLfn(lfn), temporaryName(basenameOfLfn(lfn), kind));
}

/** Whether a name is one that new content has until it replaces the old one. */
export function isTemporaryEntry(lfn: Lfn): boolean {
  return readTemporaryName(basenameOfLfn(lfn))?.kind === 'replacing';
}

/**
 * Put a new, registered entry in the place of an old one. The server's `mv` does not replace (it would rename
 * to `NAME_backup`), so the old one is moved aside first, and is removed or gets its last name at the end; a failure
 * between is undone.
 * @param guid of the new content; undefined where it is empty
 * @param look tells what has the name afterwards: it may have been taken between the two steps
 * @returns a warning where the old content could not be removed
 * @throws {AlienError} which says where the new content is, if it could not be put in its place; {NameTaken} 17 where
 *   another file has got that
 */
export async function replaceEntry(
  grid: Requester,
  replacement: Replacement,
  guid: string | undefined,
  look: () => Promise<Entry | undefined>,
): Promise<string | undefined> {
  const {lfn, aside} = replacement;
  const name = nameOfNew(replacement);
  try {
    await renameSurely(grid, lfn, aside);
  } catch (error) {
    throw await withdraw(grid, replacement, error);
  }
  try {
    await renameSurely(grid, name, lfn);
  } catch (error) {
    await renameSurely(grid, aside, lfn).catch((undone: unknown) => {
      throw new Stranded(`The old content of ${lfn} is now ${aside}, the new one ${name}`, lfn, undone);
    });
    throw await withdraw(grid, replacement, error);
  }
  const holder = await look().catch((error: unknown) => {
    throw new Stranded(`${lfn} should have its new content; the old one is ${aside}`, lfn, error);
  });
  if (holder === undefined || holder.guid !== guid) throw await overtaken(grid, replacement, guid);
  try {
    await putAway(grid, replacement);
    return undefined;
  } catch (error) {
    if (!(error instanceof AlienError)) throw error;
    const what = replacement.backup === undefined ? 'removed' : `renamed to ${replacement.backup}`;
    return `the old content could not be ${what}: it is ${aside} (${error.message})`;
  }
}

/** The last step of a replacement: the old content goes, or gets the name that it keeps. */
export async function putAway(grid: Requester, {aside, backup}: Replacement): Promise<void> {
  if (backup === undefined) return await removeSurely(grid, aside);
  if ((await statEntries(grid, [backup])).has(backup)) await removeSurely(grid, backup);
  await renameSurely(grid, aside, backup);
}

/** Another file came to the name while nothing had it: it stays, and so does the old content. */
async function overtaken(
  grid: Requester,
  replacement: Replacement,
  guid: string | undefined,
): Promise<NameTaken> {
  const {lfn, aside} = replacement;
  const backup = absoluteLfn(`${lfn}_backup`);
  const entry = (await statEntries(grid, [backup])).get(backup);
  const isOurs = guid !== undefined && entry?.guid === guid;
  const mayLeave = isOurs && ('source' in replacement || !/[*?]/.test(backup)); // `rm` would expand them
  if (mayLeave) await giveUp(grid, replacement, backup);
  const ours = isOurs && !mayLeave ? `, the new one is ${backup}` : '';
  return new NameTaken(
    `Another file has got the name ${lfn} while it was replaced: it stays. The old content is now ${aside}${ours}.`,
  );
}

/** Give up an entry that was to replace another, and tell where it is if that does not work. */
async function withdraw(grid: Requester, replacement: Replacement, reason: unknown): Promise<unknown> {
  const {lfn} = replacement;
  const name = nameOfNew(replacement);
  try {
    await giveUp(grid, replacement, name);
    return reason;
  } catch {
    return new Stranded(`${lfn} is as it was; the new content is registered as ${name}`, lfn, reason);
  }
}

/** New content that does not get its place, and has this name now: a file of the user's gets back its own. */
async function giveUp(grid: Requester, replacement: Replacement, name: Lfn): Promise<void> {
  if (!('source' in replacement)) return await removeEntry(grid, name);
  if (name !== replacement.source) await renameSurely(grid, name, replacement.source);
}

/** A content has not got its name, and its replacement could not be taken back. */
class Stranded extends ServerError {
  constructor(where: string, lfn: Lfn, cause: unknown) {
    const {message, exitCode} =
      cause instanceof AlienError ? cause : {message: String(cause), exitCode: EXIT.INPUT_OUTPUT};
    super(`${where}. ${message}`, {
      cause,
      exitCode,
      next: [
        `Look with \`alien ls -la ${dirnameOfLfn(lfn)}\` and move what you want to its name with \`alien mv\`.`,
      ],
    });
  }
}

/** Whether it is certain after this failure of a replacement that nothing is left for a later run to mend. */
export function leavesNothing(error: unknown): boolean {
  return error instanceof ServerError && !(error instanceof Stranded) && !isOutcomeUnknown(error);
}

/** Remove an entry whose name is ours alone: once more, if the answer was lost and it is still there. */
async function removeSurely(grid: Requester, lfn: Lfn): Promise<void> {
  try {
    await removeEntry(grid, lfn);
  } catch (error) {
    if (!isOutcomeUnknown(error)) throw error;
    if ((await statEntries(grid, [lfn])).has(lfn)) await removeEntry(grid, lfn);
  }
}

/** Rename, and look where the entry is when the answer was lost. */
export async function renameSurely(grid: Requester, from: Lfn, to: Lfn): Promise<void> {
  try {
    await renameEntry(grid, from, to);
  } catch (error) {
    if (!isOutcomeUnknown(error)) throw error;
    const found = await statEntries(grid, [from, to]);
    if (!found.has(to) || found.has(from)) throw error;
  }
}
