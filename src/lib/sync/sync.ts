import {lfnsOfNames} from '../catalogue/lookup.ts';
import {carryOut} from '../copy/carry-out.ts';
import type {CopyOptions} from '../copy/copy.ts';
import type {CopySummary} from '../copy/model/events.ts';
import type {Listing} from '../copy/plan/listing.ts';
import {mendEarlier} from '../copy/replace/mend-replacements.ts';
import {localLookup, planRoutes} from '../copy/plan/plan-copy.ts';
import type {CopyServices} from '../copy/services.ts';
import type {Route} from '../copy/operands/routes.ts';
import type {SelectionRequest} from '../copy/model/selection-request.ts';
import {Selection} from '../copy/selection/selection.ts';
import {readSides} from '../copy/operands/sides.ts';
import {Tally} from '../copy/tally.ts';
import {AlienError, UserError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import type {Requester} from '../session/requests/requester.ts';
import {gridPresent, localPresent} from './destination-tree.ts';
import {confirmRemovals} from './confirm-removals.ts';
import {type PlannedRemovals, planRemovals, type Removals} from './plan-removals.ts';
import {type OnRemoved, removeLocal} from './remove-local.ts';
import {removeOnGrid} from './remove-on-grid.ts';
import {removeLimit, whyTooMany} from './remove-limit.ts';
import type {RemoveRequest, SyncRequest} from './request.ts';
import {localPath} from '../files/local-path.ts';

/** What is to go, and how. */
interface Removal extends PlannedRemovals {
  /** absolute */
  readonly root: string;
  readonly carryOut: (removals: Removals, onRemoved: OnRemoved) => Promise<void>;
}

/**
 * Make a directory, or a file, like another one: copy what is missing or differs, and remove what the source does not
 * have, if that is asked for. A second run finds nothing to do.
 *
 * Files of the same size are compared by time, and by md5 where the times do not decide. Nothing is removed unless
 * everything was read and copied.
 * @returns what was done, also after an abort
 * @throws {UserError} for operands that make no sense; 1 where so much would be removed that it looks like a mistake
 * @throws {ServerError} {NetworkError} while the plan is made, before anything is changed
 */
export async function sync(
  request: SyncRequest,
  services: CopyServices,
  {signal = new AbortController().signal, onEvent = () => undefined}: CopyOptions = {},
): Promise<CopySummary> {
  const tally = new Tally(onEvent);
  // eslint-disable-next-line no-restricted-properties -- the default for scripts
  const cwd = services.cwd ?? process.cwd();
  const selection = new Selection(request.selection);
  if (request.remove) checkRemove(request.remove, request.selection);
  if (!request.dryRun) await mendEarlier(services, signal, (text) => onEvent({kind: 'note', text}));
  const sides = await readSides([request.source], request.destination, localLookup(cwd));
  const {direction, destination, sources, ...note} = sides;
  if (direction === 'grid')
    throw new UserError('Both sides are on the grid: only cp copies from grid to grid.');
  const routes = sources.map((source): Route => ({direction, source, destination, exact: 'directories'}));
  const options = {cwd, keep: {parents: 0}, selection, sourcesPerDestination: 1, signal};
  const planned = await planRoutes({routes, ...note}, false, services.grid, {
    ...options,
    accept: request.remove ? 'directories' : 'files and directories',
  });

  const [listing] = planned.found;
  const removal =
    request.remove && listing && (await findRemoval(listing, selection, services.grid, cwd, signal));
  const refusal =
    removal && whyTooMany(request.remove, listing.files.length, removal.present, removal.files.length);
  if (refusal && !request.dryRun) throw refusal;
  const finish = async () => {
    if (removal === undefined) return;
    const {root, files, directories, inUse} = removal;
    if (inUse.length > 0) onEvent({kind: 'note', text: inUseNote(root, inUse)});
    if (refusal) onEvent({kind: 'note', text: `Without --dry-run this is refused: ${refusal.message}`});
    if (tally.failed > 0) {
      onEvent({kind: 'note', text: 'Nothing is deleted, since not everything was read and copied.'});
    } else if (request.dryRun) {
      for (const relative of [...files, ...directories]) tally.removal(`${root}/${relative}`, true);
    } else {
      await removeExtra(removal, listing as Listing, services.grid, tally, signal);
    }
  };
  const comparison = request.checksum ? 'md5' : request.sizeOnly ? 'size' : 'time';
  return await carryOut(planned, {settings: request, comparison, signal, onEvent, finish}, services, tally);
}

function inUseNote(root: string, [first, ...more]: readonly string[]): string {
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return `Not deleted, since a copy that runs or was interrupted may need it: ${root}/${first}${others}.`;
}

/** Remove what the source does not have, once it has been asked again. */
async function removeExtra(
  removal: Removal,
  listing: Listing,
  grid: Requester,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const fail = (path: string, error: AlienError): void =>
    tally.failure({id: 0, source: path, destination: path, size: 0}, 'remove', error);
  try {
    const {removals, stay} = await confirmRemovals(grid, listing, removal, signal);
    for (const name of stay)
      fail(`${removal.root}/${name}`, isThereAfterAll(`${listing.shape.path}/${name}`));
    await removal.carryOut(removals, (path, error) => {
      if (error) fail(path, error);
      else tally.removal(path, false);
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AlienError)) throw error;
    fail(removal.root, error);
  }
}

function isThereAfterAll(name: string): UserError {
  return new UserError(`${name} is at the source after all: its copy is not deleted.`, {
    code: 'TRY_AGAIN',
    next: ['Run the same command again.'],
  });
}

/** @throws {UserError} for a choice that says nothing about what is at the destination alone */
function checkRemove({limit}: RemoveRequest, selection: SelectionRequest = {}): void {
  removeLimit(limit, 0);
  const given = (['limit', 'offset', 'site', 'serverExclude'] as const).find(
    (name) => selection[name] !== undefined,
  );
  if (given === undefined) return;
  const option = {limit: '-l', offset: '-o', site: '--site', serverExclude: '-e'}[given];
  throw new UserError(`${option} and --delete cannot be used together: what is left out would be deleted.`);
}

async function findRemoval(
  listing: Listing,
  selection: Selection,
  grid: Requester,
  cwd: string,
  signal: AbortSignal,
): Promise<Removal & {present: number}> {
  const {direction, destination} = listing.route;
  const isHere = direction === 'download';
  const root = isHere
    ? localPath(cwd, destination.name)
    : ((await lfnsOfNames(grid, [destination.name], {signal}))[0] as Lfn);
  const present = isHere ? await localPresent(root) : await gridPresent(grid, root as Lfn, signal);
  const removals = planRemovals(listing, present, selection);
  return {
    ...removals,
    root,
    present: present.filter(({isDirectory}) => !isDirectory).length,
    carryOut: (removals, onRemoved) =>
      isHere
        ? removeLocal(root, removals, signal, onRemoved)
        : removeOnGrid(grid, root as Lfn, removals, signal, onRemoved),
  };
}
