import {lstat} from 'node:fs/promises';
import {ServerError, UserError} from '../../errors/errors.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Keep} from '../operands/destination.ts';
import type {CopyDirection} from '../model/events.ts';
import type {DirectoriesOfCopy} from './begun-directories.ts';
import {listGridSources} from './grid-sources.ts';
import {type Listing, selectFiles} from './listing.ts';
import {matchesAnything, splitLocalGlob} from './local-glob.ts';
import {listLocalSources} from './local-sources.ts';
import type {CopyPlan, PlanProblem} from '../model/plan.ts';
import type {PlanOptions} from './plan-options.ts';
import {planDownload} from './plan-download.ts';
import {planUpload} from './plan-upload.ts';
import type {CopyRequest} from '../model/request.ts';
import {readRoutes, type Route} from '../operands/routes.ts';
import type {SelectionRequest} from '../model/selection-request.ts';
import {Selection} from '../selection/selection.ts';
import type {LocalLookup} from '../operands/sides.ts';
import {canBeFound, localPath} from '../../files/local-path.ts';

/** Words as `--name` takes them, and `all_root`, which is none in either. */
const NAME_GRAMMAR = /^(?:all|begin|contain|ends|ext)_/;
const SELECT_IS_REGEX =
  '--select takes a regular expression. For all ROOT files write --name ext_root, --glob "*.root" or --select "[.]root$".';

/** What a copy is about to do, and what is to be said of it first. */
export interface PlannedCopy {
  readonly plan: CopyPlan;
  readonly direction: CopyDirection;
  /** how uncertain operands were read, and what could not be planned as it was asked for */
  readonly notes: readonly string[];
  /** all that was found at the sources, whether it is meant or not */
  readonly found: readonly Listing[];
}

/** Sources and where each of them goes. */
export interface Routes {
  readonly routes: readonly Route[];
  /** how operands without any prefix were read, where that was not certain */
  readonly note?: string;
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
  begun?: DirectoriesOfCopy,
): Promise<PlannedCopy> {
  const selection = new Selection(request.selection);
  const routes = await readRoutes(request, localLookup(cwd));
  const isList = 'pairs' in request;
  const sourcesPerDestination = isList || request.keepPaths ? 1 : routes.routes.length;
  const accept = request.filesOnly ? 'files' : 'anything';
  const keep = keepOf(request);
  const planned = await planRoutes(routes, isList, grid, {
    cwd,
    keep,
    selection,
    accept,
    sourcesPerDestination,
    signal,
    begun,
  });
  const {downloads, uploads, problems, leftOut} = planned.plan;
  const files = downloads.length + uploads.length + problems.length;
  if (files === 0 && !selection.isEverything) throw nothingSelected(leftOut, request.selection);
  return planned;
}

/**
 * Plan routes that have been read.
 * @param goesOn a source that cannot be planned is a failure of its own
 */
export async function planRoutes(
  {routes, note}: Routes,
  goesOn: boolean,
  grid: Requester,
  given: Omit<PlanOptions, 'nextId' | 'attempt' | 'say'>,
): Promise<PlannedCopy> {
  let lastId = 0;
  const nextId = () => ++lastId;
  const problems: PlanProblem[] = [];
  const notes = note === undefined ? [] : [note];
  const say = (text: string): void => void notes.push(text);
  const attempt: PlanOptions['attempt'] = goesOn ? noting(problems, nextId) : async (_, task) => await task();
  const {plan, found} = await planFound(routes, grid, {...given, nextId, attempt, say});
  const direction = directionOf(routes);
  return {plan: {...plan, problems: [...problems, ...plan.problems]}, direction, notes, found};
}

/** Whether names exist here: a dangling link does too, and a pattern that stands for something. */
export function localLookup(cwd: string): LocalLookup {
  return async (name) => {
    if (!canBeFound(cwd, name)) return false;
    const pattern = splitLocalGlob(name, cwd);
    const facts = await lstat(localPath(cwd, name)).catch(() => undefined);
    return facts !== undefined || (pattern !== undefined && (await matchesAnything(pattern)));
  };
}

async function planFound(
  routes: readonly Route[],
  grid: Requester,
  options: PlanOptions,
): Promise<{plan: CopyPlan; found: Listing[]}> {
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
  const plan = {
    downloads: down.downloads,
    uploads: up.uploads,
    problems: [...down.problems, ...up.problems],
    localDirectories: down.localDirectories,
    gridDirectories: up.gridDirectories,
    leftOut: remote.leftOut + local.leftOut,
  };
  return {plan, found: [...found.grid, ...found.local]};
}

/** In a list a route that cannot be planned is a failure of its own, unless the service could not be asked. */
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

function nothingSelected(leftOut: number, {select = ''}: SelectionRequest = {}): UserError {
  const found =
    leftOut === 0 ? 'No file was found' : `None of the ${leftOut} files found matches the selection`;
  return new UserError(`${found}: nothing is copied.`, {
    code: 'NO_SUCH_FILE',
    next: [
      ...(NAME_GRAMMAR.test(select) ? [SELECT_IS_REGEX] : []),
      'Look at the options that choose files: --glob, --select, --name, --exclude and so on.',
    ],
  });
}
