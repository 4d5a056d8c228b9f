import {makeDirectories} from '../../catalogue/change.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';
import {AlienError, NetworkError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';

/**
 * Make directories on the grid, all together. One that cannot be made does not keep the others from it.
 * @returns the errors of those that are not there afterwards
 * @throws {NetworkError} where the service cannot be reached
 */
export async function makeGridDirectories(
  grid: Requester,
  directories: readonly Lfn[],
  signal: AbortSignal,
): Promise<Map<Lfn, AlienError>> {
  const failures = new Map<Lfn, AlienError>();
  try {
    await makeDirectories(grid, directories, {signal});
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    const made = await statEntries(grid, directories, signal);
    for (const directory of directories.filter((each) => made.get(each)?.type !== 'd')) {
      try {
        await makeDirectories(grid, [directory], {signal});
      } catch (error) {
        if (!isRefusal(error)) throw error;
        failures.set(directory, error);
      }
    }
  }
  return failures;
}

function isRefusal(error: unknown): error is AlienError {
  return error instanceof AlienError && !(error instanceof NetworkError);
}
