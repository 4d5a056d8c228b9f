import type {Lfn} from '../paths/lfn.ts';
import type {Requester} from '../session/requests/requester.ts';
import {makeGridDirectories} from './write/make-grid-directories.ts';
import {makeEmptyEntries} from './write/empty-entries.ts';
import type {WriteContext} from './write/context.ts';
import {relayFile} from './write/relay-file.ts';
import type {CopyPlan, UploadItem} from './model/plan.ts';
import {holdsAnything} from './write/known-size.ts';
import {forEachBounded} from '../flow/limiter.ts';
import {type RunOptions, runTransfers} from './run-transfers.ts';
import type {Tally} from './tally.ts';
import {uploadFile} from './write/upload-file.ts';

/** Files that are looked at at the same time. */
const LOOKS = 8;

/** Make the grid directories of a plan and its empty files, all together, then send the others. */
export async function runUploads(
  {uploads, gridDirectories}: CopyPlan,
  context: WriteContext,
  options: RunOptions,
  tally: Tally,
): Promise<void> {
  const {signal} = options;
  const {grid} = context;
  await makeThem(grid, gridDirectories, uploads, tally, signal);
  const empty = await newAndEmpty(uploads);
  const failures = await makeEmptyEntries(
    grid,
    [...empty].map(({lfn}) => lfn),
    signal,
  );
  for (const item of empty) {
    const error = failures.get(item.lfn);
    if (error) tally.failure(item, 'register', error);
    else tally.outcome(item, {kind: 'copied', seconds: 0, verified: true});
  }
  const others = uploads.filter((item) => !empty.has(item));
  await runTransfers(others, options, tally, async (item, its) => {
    const state = Object.assign(its, {registering: context.names.begin()});
    try {
      return await (item.from
        ? relayFile(item, item.from, context, state)
        : uploadFile(item, context, state));
    } finally {
      state.registering.end();
    }
  });
}

/** A directory that cannot be made is a failure of the files below it, or its own where it would be empty. */
async function makeThem(
  grid: Requester,
  directories: readonly Lfn[],
  uploads: readonly UploadItem[],
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  if (directories.length === 0) return;
  for (const [lfn, error] of await makeGridDirectories(grid, directories, signal)) {
    if (uploads.some((item) => item.lfn.startsWith(`${lfn}/`))) continue;
    tally.failure({id: 0, source: lfn, destination: lfn, size: 0}, 'register', error);
  }
}

/** Files that need no storage. Of those here the size may not be what it was said to be. */
async function newAndEmpty(uploads: readonly UploadItem[]): Promise<Set<UploadItem>> {
  const empty = new Set<UploadItem>();
  const candidates = uploads.filter(
    ({size, existing, isStream}) => size === 0 && existing === undefined && !isStream,
  );
  await forEachBounded(candidates, LOOKS, async (item) => {
    if (item.from || !(await holdsAnything(item.source))) empty.add(item);
  });
  return empty;
}
