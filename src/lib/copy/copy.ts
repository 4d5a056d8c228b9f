import {lstat} from 'node:fs/promises';
import {resolve, sep} from 'node:path';
import {makeDirectories} from '../catalogue/change.ts';
import {AlienError} from '../errors/errors.ts';
import {downloadFile} from './download-file.ts';
import {makeEmptyEntries} from './empty-entries.ts';
import type {CopyEvent, CopySummary} from './events.ts';
import type {JobContext} from './job.ts';
import {Limiter} from './limiter.ts';
import {LocalDirectories} from './local-directories.ts';
import {RememberingStorage} from '../storage/remembering-storage.ts';
import type {DownloadPlan, UploadPlan} from './plan.ts';
import {planDownload} from './plan-download.ts';
import {planUpload} from './plan-upload.ts';
import type {CopyRequest, CopyServices} from './request.ts';
import {runJobs, type RunOptions} from './run-jobs.ts';
import {rehearse} from './rehearse.ts';
import {readSides} from './sides.ts';
import {Tally} from './tally.ts';
import {uploadFile} from './upload-file.ts';

export interface CopyOptions {
  /** breaks the copy off: transfers are cancelled, what is incomplete is removed, the summary is still made */
  readonly signal?: AbortSignal;
  /** told of everything that happens, in order; must not throw */
  readonly onEvent?: (event: CopyEvent) => void;
}

const DEFAULT_JOBS = 8;
const DEFAULT_RETRIES = 2;
/** More would put a strain on the disk and the one thread of this process. */
const PARALLEL_HASHES = 2;
/** Files for which one connection to the central service is enough, and the most connections worth a login. */
const FILES_PER_CONNECTION = 8;
const MOST_CONNECTIONS = 16;

/**
 * Copy files and directories between this machine and the grid.
 *
 * The plan is made first; then each file goes on its own through envelope, transfer and registration, so many
 * are under way at once and each is complete by itself. Nothing at a destination is lost before its replacement
 * is safe. Failures of single files are in the summary.
 * @returns what was done, also after an abort
 * @throws {UserError} for operands that make no sense and sources that are not there
 * @throws {ServerError} {NetworkError} while the plan is made, before anything is changed
 */
export async function copy(
  request: CopyRequest,
  services: CopyServices,
  {signal = new AbortController().signal, onEvent = () => undefined}: CopyOptions = {},
): Promise<CopySummary> {
  const tally = new Tally(onEvent);
  const cwd = services.cwd ?? process.cwd();
  const sides = await readSides(request.sources, request.destination, (path) => exists(resolve(cwd, path)));
  if (sides.note !== undefined) onEvent({kind: 'note', text: sides.note});

  const options = {cwd, parents: request.parents ?? 0, signal};
  const make = sides.direction === 'download' ? planDownload : planUpload;
  const plan: DownloadPlan | UploadPlan = await make(services.grid, sides, options);
  const {direction, items, problems, directories} = plan;
  const files = items.length + problems.length;
  const bytes = items.reduce((sum, {size}) => sum + size, 0);
  onEvent({kind: 'planned', direction, files, bytes, directories});
  for (const {item, error} of problems) tally.failure(item, 'look up', error);

  const isDryRun = request.dryRun ?? false;
  try {
    if (isDryRun) await rehearse(plan, request.force ?? false, tally, signal);
    else await run(plan, request, services, tally, {signal, onEvent});
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return tally.summary(direction, files, isDryRun, signal.aborted);
}

async function run(
  plan: DownloadPlan | UploadPlan,
  request: CopyRequest,
  {grid, openPool, storage}: CopyServices,
  tally: Tally,
  {signal, onEvent}: Required<CopyOptions>,
): Promise<void> {
  if (plan.items.some(({size}) => size > 0)) await storage.ready();
  const jobs = request.jobs ?? DEFAULT_JOBS;
  const connections = Math.min(Math.ceil(plan.items.length / FILES_PER_CONNECTION), MOST_CONNECTIONS);
  const context: JobContext = {
    grid: (connections > 1 ? openPool?.(connections) : undefined) ?? grid,
    storage: new RememberingStorage(storage),
    force: request.force ?? false,
    strict: request.strictSpecification ?? false,
    retries: request.retries ?? DEFAULT_RETRIES,
    transfers: new Limiter(jobs),
    hashes: new Limiter(PARALLEL_HASHES),
    emit: onEvent,
    refusals: new Map(),
  };
  // So many files wait for envelopes or registration while others are being transferred.
  const width = jobs + connections;
  const options: RunOptions = {width, timeout: request.timeout, signal};
  if (plan.direction === 'download') await runDownload(plan, context, options, tally);
  else await runUpload(plan, context, options, tally);
}

async function runDownload(
  plan: DownloadPlan,
  context: JobContext,
  options: RunOptions,
  tally: Tally,
): Promise<void> {
  const directories = new LocalDirectories(plan.base);
  for (const directory of plan.directories) await makeDirectory(directory, plan, directories, tally);
  await runJobs(plan.items, options, tally, (item, state) => downloadFile(item, directories, context, state));
}

/** A directory that cannot be made is a failure of the files below it, or its own where it would be empty. */
async function makeDirectory(path: string, plan: DownloadPlan, directories: LocalDirectories, tally: Tally) {
  try {
    await directories.ensure(path);
  } catch (error) {
    if (!(error instanceof AlienError)) throw error;
    if (plan.items.some(({destination}) => destination.startsWith(path + sep))) return;
    tally.failure({id: plan.items.length, source: path, destination: path, size: 0}, 'look up', error);
  }
}

async function runUpload(
  plan: UploadPlan,
  context: JobContext,
  options: RunOptions,
  tally: Tally,
): Promise<void> {
  const {signal} = options;
  const {grid} = context;
  if (plan.directories.length > 0) await makeDirectories(grid, plan.directories, {signal});
  const isNewAndEmpty = (item: UploadPlan['items'][number]) => item.size === 0 && item.existing === undefined;
  const empty = plan.items.filter(isNewAndEmpty);
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
  const others = plan.items.filter((item) => !isNewAndEmpty(item));
  await runJobs(others, options, tally, (item, state) =>
    uploadFile(item, plan.specification, context, state),
  );
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
