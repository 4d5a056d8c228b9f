import {randomUUID} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Located} from '../../catalogue/entries/entry.ts';
import {baseName, childOf, parentOf} from '../../catalogue/names/names.ts';
import type {Lfn} from '../../catalogue/names/names.ts';
import {mayRead, mayWrite} from '../../catalogue/owners/permissions.ts';
import {ContentsError} from '../../storage/contents.ts';
import type {Call} from '../call/command.ts';
import {EIO, EREMOTEIO} from '../answers/errno.ts';

/** The text of a file that a command reads for its user; if it is not available, the answer says so. */
export async function textOfFile(
  call: Pick<Call, 'answer' | 'session' | 'grid'>,
  typed: string,
  entry: Located | undefined,
): Promise<string | undefined> {
  try {
    // Files that were only touched have no replica, so there is nothing to fetch.
    if (entry?.guid != null && mayRead(call.session.account, entry)) {
      return (await call.grid.contents.read(entry)).toString();
    }
  } catch (error) {
    if (!(error instanceof ContentsError)) throw error;
  }
  call.answer.fail(EREMOTEIO, `Not able to get the file: ${typed}`);
  return undefined;
}

/**
 * Stores a text in the grid for the user, in place of a file that has the name; with `keepOld` that one
 * becomes `name~`. If it cannot be done, the answer says so and nothing has changed.
 */
export async function storeText(
  {answer, session, grid}: Pick<Call, 'answer' | 'session' | 'grid'>,
  lfn: Lfn,
  text: string,
  keepOld = false,
): Promise<boolean> {
  const {catalogue, contents} = grid;
  const {entry: nearest, rest} = catalogue.entries.findNearest(lfn);
  const blocked = rest.length === 0 ? nearest.type === 'd' : nearest.type !== 'd';
  const owner = session.account.name;
  const size = Buffer.byteLength(text);
  if (blocked || !mayWrite(session.account, nearest) || !catalogue.quotas.allows(owner, size)) {
    answer.fail(EIO, `Cannot write ${lfn}`);
    return false;
  }
  const folder = await mkdtemp(join(tmpdir(), 'alien-text-'));
  try {
    const file = join(folder, 'text');
    await writeFile(file, text);
    // Under a name of its own first, so that the old file is there until the new one is.
    const stored = await contents.store(file, {lfn: childOf(parentOf(lfn), `.${randomUUID()}`), owner});
    catalogue.transaction(() => replace(grid, lfn, stored, keepOld));
    grid.deletionsQueued();
    return true;
  } catch (error) {
    if (!(error instanceof ContentsError)) throw error;
    answer.fail(EIO, `Cannot write ${lfn}: ${error.message}`);
    return false;
  } finally {
    await rm(folder, {recursive: true});
  }
}

function replace({catalogue}: Call['grid'], lfn: Lfn, stored: Located, keepOld: boolean): void {
  const {entries} = catalogue;
  const directory = entries.directoryOf(stored.lfn) as Located;
  const old = entries.find(lfn);
  if (old !== undefined && keepOld) {
    const older = entries.find(`${lfn}~` as Lfn);
    if (older !== undefined) catalogue.removeTree(older);
    entries.relocate(old, directory, `${old.name}~`);
  } else if (old !== undefined) catalogue.removeTree(old);
  entries.relocate(stored, directory, baseName(lfn));
}
