import {UserError} from '../errors/errors.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {type Lfn, absoluteLfn, basenameOfLfn, dirnameOfLfn, joinLfn} from '../paths/lfn.ts';
import {renameEntry} from './change.ts';
import type {Entry} from './entry.ts';
import {lookUpTogether} from './look-up-together.ts';
import {statEntry} from './lookup.ts';

export interface MoveOptions extends Pick<RequestOptions, 'signal' | 'timeout'> {
  /** puts a file in the place of the one that has the new name; absent: nothing is replaced */
  readonly replace?: ReplaceFile;
  /** the target was written as a directory (with a slash) and is made if it is not there */
  readonly intoDirectory?: boolean;
}

/** Give `file` the name of `occupant`, which is removed. */
export type ReplaceFile = (file: Entry, occupant: Entry) => Promise<void>;

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

/**
 * Move entries to a new name or into a directory. An entry that is moved to where it is stays there. The service is
 * never told to move onto what exists, where it gives the moved one another name and calls that a success, nor a directory
 * into itself, which it makes unreachable: so both ends are looked at first, and by the names that the service has for
 * them.
 * @throws {UserError} 17 where something has the new name, unless it is a file that may be replaced; 20 where a directory is
 *   needed; 2 for a source that is not there; 22 for a directory that would be moved into itself
 */
export async function moveEntries(
  grid: Requester,
  sources: readonly Lfn[],
  target: Lfn,
  options: MoveOptions = {},
): Promise<void> {
  const {replace, intoDirectory = false, ...call} = options;
  // Of several sources each is looked at before it is moved: it may have been in one that was moved before.
  const look =
    sources.length === 1
      ? await lookUpTogether(grid, [target, ...sources], call)
      : (lfn: Lfn) => statEntry(grid, lfn, call);
  const existing = await look(target);
  const needsDirectory = sources.length > 1 || intoDirectory;
  if (needsDirectory && existing !== undefined && existing.type !== 'd') {
    throw new UserError(`${target} is not a directory.`, {code: 'NOT_A_DIRECTORY'});
  }
  const taken = new Set<Lfn>();
  for (const source of sources) {
    const entry = await look(source);
    if (entry === undefined) throw new UserError(`There is no ${source}.`, {code: 'NO_SUCH_FILE'});
    const isInside = needsDirectory || existing?.type === 'd';
    const place = isInside ? joinLfn(existing?.lfn ?? target, basenameOfLfn(entry.lfn)) : target;
    await refuseIntoItself(grid, entry, place, call);
    if (taken.has(place)) throw new UserError(`Two of the sources would become ${place}.`, {code: 'EXISTS'});
    taken.add(place);
    if (isInside && existing === undefined) {
      await renameEntry(grid, source, absoluteLfn(target), {...call, intoDirectory: true});
    } else {
      const occupant = isInside ? await statEntry(grid, place, call) : existing;
      await moveOne(grid, entry, place, occupant, replace, call);
    }
  }
}

/** @throws {UserError} 22 for a directory whose new place is itself, or below it */
async function refuseIntoItself(
  grid: Requester,
  {lfn, type}: Entry,
  place: Lfn,
  call: CallOptions,
): Promise<void> {
  if (type !== 'd') return;
  // A name may be written in other ways than those that are known here.
  const parent = await statEntry(grid, dirnameOfLfn(place), call);
  const above = [dirnameOfLfn(place), ...(parent ? [parent.lfn] : [])];
  if (!above.some((directory) => `${directory}/`.startsWith(lfn === '/' ? '/' : `${lfn}/`))) return;
  throw new UserError(`${lfn} cannot be moved into itself, to ${place}.`, {code: 'INVALID_ARGUMENT'});
}

async function moveOne(
  grid: Requester,
  source: Entry,
  target: Lfn,
  occupant: Entry | undefined,
  replace: ReplaceFile | undefined,
  call: CallOptions,
): Promise<void> {
  if (occupant === undefined) return await renameEntry(grid, source.lfn, target, call);
  if (occupant.lfn === source.lfn) return;
  if (occupant.type === 'd' || source.type === 'd') {
    throw new UserError(`${target} exists, and a directory neither replaces nor is replaced.`, {
      code: 'EXISTS',
    });
  }
  if (replace === undefined) {
    throw new UserError(`${target} exists.`, {code: 'EXISTS', next: ['Use -f to replace it.']});
  }
  call.signal?.throwIfAborted();
  await replace(source, occupant);
}
