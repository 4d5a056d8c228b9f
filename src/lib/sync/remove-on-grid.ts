import {batches} from '../flow/batches.ts';
import {removeEntry} from '../catalogue/change.ts';
import {isPattern} from '../catalogue/patterns.ts';
import {statEntries} from '../catalogue/stat-entries.ts';
import {AlienError, ServerError} from '../errors/errors.ts';
import {joinLfn, type Lfn} from '../paths/lfn.ts';
import {exitCodeOf} from '../session/requests/answer.ts';
import {errorText} from '../session/requests/expect-success.ts';
import type {Requester} from '../session/requests/requester.ts';
import type {Removals} from './plan-removals.ts';
import type {OnRemoved} from './remove-local.ts';

/** Remove files below a directory on the grid, then directories that are empty by then; few requests for many names. */
export async function removeOnGrid(
  grid: Requester,
  root: Lfn,
  {files, directories}: Removals,
  signal: AbortSignal,
  onRemoved: OnRemoved,
): Promise<void> {
  const lfns = files.map((relative) => joinLfn(root, relative));
  await removeAll(
    grid,
    ['rm', '-f'],
    lfns.filter((lfn) => !isPattern(lfn)),
    signal,
    onRemoved,
  );
  for (const lfn of lfns.filter(isPattern)) await removeAlone(grid, lfn, signal, onRemoved);
  const empty = directories.map((relative) => joinLfn(root, relative));
  await removeAll(grid, ['rmdir'], empty, signal, onRemoved);
}

async function removeAll(
  grid: Requester,
  command: readonly string[],
  lfns: readonly Lfn[],
  signal: AbortSignal,
  onRemoved: OnRemoved,
): Promise<void> {
  for (const batch of batches(lfns)) {
    signal.throwIfAborted();
    const failures = await removeBatch(grid, command, batch, signal);
    for (const lfn of batch) onRemoved(lfn, failures.get(lfn));
  }
}

async function removeBatch(
  grid: Requester,
  [command = '', ...flags]: readonly string[],
  batch: readonly Lfn[],
  signal: AbortSignal,
): Promise<Map<Lfn, AlienError>> {
  try {
    const answer = await grid.request(command, [...flags, '--', ...batch], {want: 'keys', signal});
    if (exitCodeOf(answer) === 0) return new Map();
    // One that fails does not stop the others, and only one of them is named.
    const refusal = new ServerError(errorText(answer), {exitCode: exitCodeOf(answer)});
    return new Map([...(await statEntries(grid, batch, signal)).keys()].map((lfn) => [lfn, refusal]));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AlienError)) throw error;
    return new Map(batch.map((lfn) => [lfn, error]));
  }
}

/** `rm` of many at once would take the name for a pattern, and its neighbours with it. */
async function removeAlone(
  grid: Requester,
  lfn: Lfn,
  signal: AbortSignal,
  onRemoved: OnRemoved,
): Promise<void> {
  signal.throwIfAborted();
  try {
    await removeEntry(grid, lfn);
    onRemoved(lfn);
  } catch (error) {
    if (!(error instanceof AlienError)) throw error;
    onRemoved(lfn, error);
  }
}
