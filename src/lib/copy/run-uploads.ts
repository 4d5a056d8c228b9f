import {makeDirectories} from '../catalogue/change.ts';
import {makeEmptyEntries} from './write/empty-entries.ts';
import type {JobContext} from './model/transfer.ts';
import {relayFile} from './write/relay-file.ts';
import type {CopyPlan, UploadItem} from './model/plan.ts';
import {runJobs, type RunOptions} from './run-jobs.ts';
import type {Tally} from './tally.ts';
import {uploadFile} from './write/upload-file.ts';

/** Make the grid directories of a plan and its empty files, all together, then send the others. */
export async function runUploads(
  {uploads, gridDirectories}: CopyPlan,
  context: JobContext,
  options: RunOptions,
  tally: Tally,
): Promise<void> {
  const {signal} = options;
  const {grid} = context;
  if (gridDirectories.length > 0) await makeDirectories(grid, gridDirectories, {signal});
  const empty = uploads.filter(isNewAndEmpty);
  const failures = await makeEmptyEntries(
    grid,
    empty.map(({lfn}) => lfn),
    signal,
  );
  for (const item of empty) {
    const error = failures.get(item.lfn);
    if (error) tally.failure(item, 'register', error);
    else tally.outcome(item, {kind: 'copied', seconds: 0, verified: true});
  }
  const others = uploads.filter((item) => !isNewAndEmpty(item));
  await runJobs(others, options, tally, (item, state) =>
    item.from ? relayFile(item, item.from, context, state) : uploadFile(item, context, state),
  );
}

function isNewAndEmpty({size, existing}: UploadItem): boolean {
  return size === 0 && existing === undefined;
}
