import {randomUUID} from 'node:crypto';
import {UserError} from '../errors/errors.ts';
import type {RequestOptions, Requester} from '../session/requester.ts';
import {type Lfn, absoluteLfn, basenameOfLfn, joinLfn} from '../paths/lfn.ts';
import {removeEntry, renameEntry} from './change.ts';
import {statEntry} from './lookup.ts';

export interface MoveOptions extends Pick<RequestOptions, 'signal' | 'timeout'> {
  /** replace a file of the new name */
  readonly force?: boolean;
  /** the target was written as a directory (with a slash) and is made if it is not there */
  readonly intoDirectory?: boolean;
}

const EXISTS = 17;
const NOT_A_DIRECTORY = 20;

/**
 * Move entries to a new name or into a directory. The service moves onto an existing file by giving the moved one
 * another name, and calls that a success: so the target is looked at first.
 * @throws {UserError} 17 where a file has the new name and `force` is off, 20 where a directory is needed
 */
export async function moveEntries(
  grid: Requester,
  sources: readonly Lfn[],
  target: Lfn,
  options: MoveOptions = {},
): Promise<void> {
  const {force = false, intoDirectory = false, ...call} = options;
  const existing = await statEntry(grid, target, call);
  const needsDirectory = sources.length > 1 || intoDirectory;
  if (needsDirectory && existing !== undefined && existing.type !== 'd') {
    throw new UserError(`${target} is not a directory.`, {exitCode: NOT_A_DIRECTORY});
  }
  for (const source of sources) {
    if (existing?.type === 'd') {
      const place = joinLfn(target, basenameOfLfn(source));
      await moveOne(grid, source, place, (await statEntry(grid, place, call)) !== undefined, force, call);
    } else if (needsDirectory) {
      await renameEntry(grid, source, absoluteLfn(target), {...call, intoDirectory: true});
    } else {
      await moveOne(grid, source, target, existing !== undefined, force, call);
    }
  }
}

async function moveOne(
  grid: Requester,
  source: Lfn,
  target: Lfn,
  occupied: boolean,
  force: boolean,
  call: Pick<RequestOptions, 'signal' | 'timeout'>,
): Promise<void> {
  if (!occupied || source === target) return renameEntry(grid, source, target, call);
  if (!force) {
    throw new UserError(`${target} exists.`, {exitCode: EXISTS, next: ['Use -f to replace it.']});
  }
  const aside = absoluteLfn(`${target}.${randomUUID()}.old`);
  await renameEntry(grid, target, aside, call);
  try {
    await renameEntry(grid, source, target, call);
  } catch (error) {
    await renameEntry(grid, aside, target); // put the old one back, whatever stopped us
    throw error;
  }
  await removeEntry(grid, aside, call);
}
