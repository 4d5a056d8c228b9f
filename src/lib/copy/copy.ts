import type {CopyEvent, CopySummary} from './events.ts';
import type {JobContext} from './job.ts';
import {Limiter} from './limiter.ts';
import {RememberingStorage} from '../storage/remembering-storage.ts';
import type {CopyPlan} from './plan.ts';
import {planCopy} from './plan-copy.ts';
import type {CopyRequest, CopyServices} from './request.ts';
import {runDownloads} from './run-downloads.ts';
import type {RunOptions} from './run-jobs.ts';
import {runUploads} from './run-uploads.ts';
import {rehearse} from './rehearse.ts';
import {Tally} from './tally.ts';

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
  const {plan, direction, note} = await planCopy(request, services.grid, cwd, signal);
  if (note !== undefined) onEvent({kind: 'note', text: note});
  const items = [...plan.downloads, ...plan.uploads];
  const directories = [...plan.localDirectories.map(({path}) => path), ...plan.gridDirectories];
  const files = items.length + plan.problems.length;
  if (plan.leftOut > 0)
    onEvent({kind: 'note', text: `Left out: ${plan.leftOut} of ${plan.leftOut + files} files.`});
  const bytes = items.reduce((sum, {size}) => sum + size, 0);
  onEvent({kind: 'planned', direction, files, bytes, directories});
  for (const {item, error} of plan.problems) tally.failure(item, 'look up', error);

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
  plan: CopyPlan,
  request: CopyRequest,
  {grid, openPool, storage}: CopyServices,
  tally: Tally,
  {signal, onEvent}: Required<CopyOptions>,
): Promise<void> {
  const items = [...plan.downloads, ...plan.uploads];
  if (items.some(({size}) => size > 0)) await storage.ready();
  const jobs = request.jobs ?? DEFAULT_JOBS;
  const connections = Math.min(Math.ceil(items.length / FILES_PER_CONNECTION), MOST_CONNECTIONS);
  const context: JobContext = {
    grid: (connections > 1 ? openPool?.(connections) : undefined) ?? grid,
    storage: new RememberingStorage(storage),
    force: request.force ?? false,
    strict: request.strictSpecification ?? false,
    recover: request.recover ?? true,
    retries: request.retries ?? DEFAULT_RETRIES,
    rateFloor: request.rateThreshold,
    transfers: new Limiter(jobs),
    hashes: new Limiter(PARALLEL_HASHES),
    emit: onEvent,
    refusals: new Map(),
  };
  // So many files wait for envelopes or registration while others are being transferred.
  const width = jobs + connections;
  const options: RunOptions = {width, timeout: request.timeout, signal};
  // What fails in one direction must not leave the other behind, running.
  const ended = await Promise.allSettled([
    runDownloads(plan, context, options, tally),
    runUploads(plan, context, options, tally),
  ]);
  const rejected = ended.find((each) => each.status === 'rejected');
  if (rejected) throw rejected.reason;
}
