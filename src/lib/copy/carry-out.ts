import {hashSmallFiles, landFiles} from '../storage/local-disk.ts';
import {RememberingStorage} from '../storage/remembering-storage.ts';
import {clearBeside} from './leftovers/clear-beside.ts';
import {RefusedRemovals} from './leftovers/refused-removals.ts';
import type {Comparison} from './model/comparison.ts';
import type {CopyEvent, CopySummary} from './model/events.ts';
import type {CopyPlan} from './model/plan.ts';
import type {CopySettings} from './model/request.ts';
import {refuseFullDisk} from './plan/free-space.ts';
import type {PlannedCopy} from './plan/plan-copy.ts';
import type {DownloadContext} from './read/context.ts';
import {DiskBarrier} from './read/disk-barrier.ts';
import {HttpPreference} from './read/http-preference.ts';
import {Metalinks} from './read/metalinks.ts';
import {PartialFiles} from './read/partial-files.ts';
import {rehearse} from './rehearse.ts';
import {runDownloads} from './run-downloads.ts';
import type {RunOptions} from './run-transfers.ts';
import {runUploads} from './run-uploads.ts';
import type {CopyServices} from './services.ts';
import type {Tally} from './tally.ts';
import type {TransferContext} from './transfer/context.ts';
import {FileHashes} from './transfer/file-hashes.ts';
import {SmallFiles} from './transfer/small-files.ts';
import {Transfers} from './transfer/transfers.ts';
import type {WriteContext} from './write/context.ts';
import {DirectCopies} from './write/direct-copies.ts';
import {DirectoryOwners} from './write/directory-owners.ts';
import {NameCheck} from './write/name-check.ts';
import {UnregisteredBytes} from './write/unregistered-bytes.ts';

/** How a plan is carried out. */
export interface Manner {
  readonly settings: CopySettings;
  readonly comparison: Comparison;
  readonly signal: AbortSignal;
  readonly onEvent: (event: CopyEvent) => void;
  /** what is left to do when all files have been tried; not called after an abort */
  readonly finish?: (tally: Tally) => Promise<void>;
}

const DEFAULT_TRANSFERS = 8;
const DEFAULT_RETRIES = 2;
/** XrdCl looks only every 2.5 s whether the storages have done it: less is faster through this process. */
const DEFAULT_DIRECT_FROM = 64 << 20;
const DOWNLOADS_ONLY = '--http is for downloads: what goes to the grid is transferred by XRootD.';
/** More than the service would do at the same time. What is measured decides how many of them are opened. */
const MOST_CONNECTIONS = 16;
/** For so many files one more waits for envelopes or registration while others are being transferred. */
const FILES_PER_WAITING = 8;
/** Of an upload: the envelopes to write, and a registration for each replica. */
const REQUESTS_PER_UPLOAD = 3;

/**
 * Do what was planned, or on a dry run only say it. Failures of single files are in the summary.
 * @param tally which counts since before the plan was made
 * @throws {UserError} 28 where downloads have no room, before anything is changed
 */
export async function carryOut(
  {plan, direction, notes}: PlannedCopy,
  manner: Manner,
  services: CopyServices,
  tally: Tally,
): Promise<CopySummary> {
  const {settings, comparison, signal, onEvent} = manner;
  await refuseFullDisk(plan.downloads);
  for (const text of notes) onEvent({kind: 'note', text});
  const items = [...plan.downloads, ...plan.uploads];
  const directories = [...plan.localDirectories.map(({path}) => path), ...plan.gridDirectories];
  const files = items.length + plan.problems.length;
  if (plan.leftOut > 0)
    onEvent({kind: 'note', text: `Left out: ${plan.leftOut} of ${plan.leftOut + files} files.`});
  const bytes = items.reduce((sum, {size}) => sum + size, 0);
  if (settings.http && plan.uploads.length > 0) onEvent({kind: 'note', text: DOWNLOADS_ONLY});
  onEvent({kind: 'planned', direction, files, bytes, directories});
  for (const {item, error} of plan.problems) tally.failure(item, 'look up', error);

  const isDryRun = settings.dryRun ?? false;
  try {
    if (isDryRun) await rehearse(plan, comparison, tally, signal);
    else await run(plan, manner, services, tally);
    if (!signal.aborted) await manner.finish?.(tally);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return tally.summary(direction, files, isDryRun, signal.aborted);
}

async function run(
  plan: CopyPlan,
  {settings, comparison, signal, onEvent}: Manner,
  {
    grid,
    openPool,
    storage,
    journal,
    uploads: journals,
    land = landFiles,
    hashSmall = hashSmallFiles,
  }: CopyServices,
  tally: Tally,
): Promise<void> {
  const items = [...plan.downloads, ...plan.uploads];
  if (items.some((item) => item.size > 0 || ('isStream' in item && item.isStream))) await storage.ready();
  const atOnce = settings.jobs ?? DEFAULT_TRANSFERS;
  const requests = plan.downloads.length + REQUESTS_PER_UPLOAD * plan.uploads.length;
  const uploads = journals?.open();
  const tell = (text: string) => onEvent({kind: 'note', text});
  const refusedRemovals = new RefusedRemovals(tell);
  const shared: TransferContext = {
    grid: (items.length > 1 ? openPool?.(MOST_CONNECTIONS, requests) : undefined) ?? grid,
    storage: new RememberingStorage(storage),
    comparison,
    strict: settings.strictSpecification ?? false,
    retries: settings.retries ?? DEFAULT_RETRIES,
    transfers: new Transfers(atOnce, settings.rateThreshold, onEvent),
    emit: onEvent,
    warn: (text) => tally.warning(text),
  };
  const reading: DownloadContext = {
    ...shared,
    fetchTogether: new SmallFiles(shared.transfers, (files, call) =>
      shared.storage.downloadTogether(files, call),
    ),
    http: settings.http ? new HttpPreference(onEvent) : undefined,
    metalinks: settings.metalinks === undefined ? undefined : new Metalinks(settings.metalinks),
    partials: new PartialFiles(),
    disk: new DiskBarrier(land),
  };
  const writing: WriteContext = {
    ...shared,
    sendTogether: new SmallFiles(shared.transfers, (files, call) =>
      shared.storage.uploadTogether(files, call),
    ),
    mayTakeOthers: (settings.recover ?? true) && !shared.strict,
    hashes: new FileHashes(hashSmall),
    direct: new DirectCopies(settings.directFrom ?? DEFAULT_DIRECT_FROM),
    owners: new DirectoryOwners(shared.grid),
    unregistered: new UnregisteredBytes(shared.storage, uploads, refusedRemovals),
    names: new NameCheck(grid),
    replacements: journal,
    backup: settings.backup,
  };
  const width = atOnce + Math.min(Math.ceil(items.length / FILES_PER_WAITING), MOST_CONNECTIONS);
  const options: RunOptions = {width, timeout: settings.timeout, signal};
  const endClearing =
    journals &&
    uploads &&
    clearBeside(
      {grid: shared.grid, storage, journals, journal: uploads, replacements: journal, refusedRemovals, tell},
      signal,
    );
  // What fails in one direction must not leave the other behind, running.
  const ended = await Promise.allSettled([
    runDownloads(plan, reading, options, tally),
    runUploads(plan, writing, options, tally),
  ]);
  await endClearing?.().finally(() => uploads?.close());
  const rejected = ended.find((each) => each.status === 'rejected');
  if (rejected) throw rejected.reason;
}
