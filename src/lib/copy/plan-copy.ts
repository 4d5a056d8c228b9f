import {lstat} from 'node:fs/promises';
import {resolve} from 'node:path';
import {ServerError, UserError} from '../errors/errors.ts';
import type {Requester} from '../session/requester.ts';
import type {Keep} from './destination.ts';
import type {CopyDirection} from './events.ts';
import {listGridSources} from './grid-sources.ts';
import {selectFiles} from './listing.ts';
import {matchesAnything, splitLocalGlob} from './local-glob.ts';
import {listLocalSources} from './local-sources.ts';
import type {CopyPlan, PlanOptions, PlanProblem} from './plan.ts';
import {planDownload} from './plan-download.ts';
import {planUpload} from './plan-upload.ts';
import type {CopyRequest} from './request.ts';
import {readRoutes, type Route} from './routes.ts';
import {Selection} from './selection/selection.ts';

const NO_SUCH_FILE = 2;

/** What a copy is about to do, and in words how uncertain operands were read. */
export interface PlannedCopy {
  readonly plan: CopyPlan;
  readonly direction: CopyDirection;
  readonly note: string | undefined;
}

/**
 * Find out what a copy has to do. Nothing is changed.
 * @throws {UserError} for operands that make no sense, sources that are not there, a choice that leaves nothing
 */
export async function planCopy(
  request: CopyRequest,
  grid: Requester,
  cwd: string,
  signal: AbortSignal,
): Promise<PlannedCopy> {
  const selection = new Selection(request.selection);
  const {routes, note} = await readRoutes(request, (path) => exists(path, cwd));
  let lastId = 0;
  const nextId = () => ++lastId;
  const isList = 'pairs' in request;
  const problems: PlanProblem[] = [];
  const options: PlanOptions = {
    cwd,
    keep: keepOf(request),
    selection,
    filesOnly: request.filesOnly ?? false,
    sourcesPerDestination: isList || request.keepPaths ? 1 : routes.length,
    signal,
    nextId,
    attempt: isList ? noting(problems, nextId) : async (_, task) => await task(),
  };
  const planned = await planRoutes(routes, grid, options);
  const plan = {...planned, problems: [...problems, ...planned.problems]};
  const files = plan.downloads.length + plan.uploads.length + plan.problems.length;
  if (files === 0 && !selection.isEverything) throw nothingSelected(plan.leftOut);
  return {plan, direction: directionOf(routes), note};
}

async function planRoutes(
  routes: readonly Route[],
  grid: Requester,
  options: PlanOptions,
): Promise<CopyPlan> {
  const onGrid = routes.filter(({direction}) => direction !== 'upload');
  const here = routes.filter(({direction}) => direction === 'upload');
  const found = {
    grid: await listGridSources(grid, onGrid, options),
    local: await listLocalSources(here, options),
  };
  const remote = selectFiles(found.grid, options.selection);
  const local = selectFiles(found.local, options.selection);
  const toHere = remote.listings.filter(({route}) => route.direction === 'download');
  const toGrid = remote.listings.filter(({route}) => route.direction === 'grid');
  const down = await planDownload(toHere, options);
  const up = await planUpload(grid, [...local.listings, ...toGrid], options);
  return {
    downloads: down.downloads,
    uploads: up.uploads,
    problems: [...down.problems, ...up.problems],
    localDirectories: down.localDirectories,
    gridDirectories: up.gridDirectories,
    leftOut: remote.leftOut + local.leftOut,
  };
}

/** In a list a route that cannot be planned is a failure of its own, unless nobody could be asked. */
function noting(problems: PlanProblem[], nextId: () => number): PlanOptions['attempt'] {
  return async ({source, destination}, task) => {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof UserError || error instanceof ServerError)) throw error;
      problems.push({
        item: {id: nextId(), source: source.name, destination: destination.name, size: 0},
        error,
      });
      return undefined;
    }
  };
}

function keepOf({parents = 0, skippedPrefix = 0}: CopyRequest): Keep {
  return skippedPrefix > 0 ? {skip: skippedPrefix} : {parents};
}

function directionOf(routes: readonly Route[]): CopyDirection {
  const [first, ...others] = new Set(routes.map(({direction}) => direction));
  return first === undefined || others.length > 0 ? 'mixed' : first;
}

function nothingSelected(leftOut: number): UserError {
  const found = leftOut === 0 ? 'No file was found' : `None of ${leftOut} files that were found is meant`;
  return new UserError(`${found}: nothing is copied.`, {
    exitCode: NO_SUCH_FILE,
    next: ['Look at the options that choose files: --glob, --select, --name, --exclude and so on.'],
  });
}

/** A dangling link exists too, and a pattern that stands for something. */
async function exists(name: string, cwd: string): Promise<boolean> {
  const pattern = splitLocalGlob(name, cwd);
  const found = await lstat(resolve(cwd, name)).catch(() => undefined);
  return found !== undefined || (pattern !== undefined && (await matchesAnything(pattern)));
}
