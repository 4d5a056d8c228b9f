import {touchFiles} from '../../catalogue/change.ts';
import {AlienError, ServerError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Copied} from '../model/outcome.ts';
import type {Upload} from './upload.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';

/**
 * Make empty files. They cannot be registered (size 0 is refused), and `touch` says nothing when it is not
 * permitted, so they are looked up afterwards: two requests for some hundred files.
 * @returns the error of each file that was not made
 */
export async function makeEmptyEntries(
  grid: Requester,
  lfns: readonly Lfn[],
  signal: AbortSignal,
): Promise<Map<Lfn, AlienError>> {
  if (lfns.length === 0) return new Map();
  try {
    await touchFiles(grid, lfns, {signal});
    const made = await statEntries(grid, lfns, signal);
    return new Map(lfns.filter((lfn) => !made.has(lfn)).map((lfn) => [lfn, refused(lfn)]));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AlienError)) throw error;
    return new Map(lfns.map((lfn) => [lfn, error]));
  }
}

/** Make one empty file. */
export async function makeEmptyEntry(lfn: Lfn, {context: {grid}, state}: Upload): Promise<Copied> {
  state.step = 'register';
  const error = (await makeEmptyEntries(grid, [lfn], state.signal)).get(lfn);
  if (error) throw error;
  return {kind: 'copied', seconds: 0, verified: true};
}

function refused(lfn: Lfn): ServerError {
  return new ServerError(`The empty file ${lfn} was not made.`, {
    code: 'PERMISSION_DENIED',
    next: ['Check whether you may write to that directory: `alien stat DIRECTORY`, `alien whoami`.'],
  });
}
