import {UserError} from '../../errors/errors.ts';
import {adviceForUndecoded, isUndecoded} from '../../paths/undecoded-name.ts';
import {looksLikeGrid, parseOperand, type Operand} from '../../paths/operand.ts';
import {shellWord} from '../../words/shell-word.ts';
import {parseSpecification, type Specification, splitSpecification} from '../../paths/specification.ts';

/** Where bytes go: to this machine, from it, or from grid to grid. */
export type RouteDirection = 'download' | 'upload' | 'grid';

/** A name on one side, without prefix and specification; a slash at its end is kept. */
export interface SideName {
  readonly name: string;
  readonly specification?: Specification;
}

export interface Sides {
  readonly direction: RouteDirection;
  readonly sources: readonly SideName[];
  readonly destination: SideName;
  /** how operands without any prefix were read, where that was not certain */
  readonly note?: string;
}

/** Whether a name exists on this machine, a dangling link included. */
export type LocalLookup = (path: string) => Promise<boolean>;

/**
 * Decide which side of a copy is local and which is on the grid.
 * One prefix decides for the other side. Without any, `/alice/...`, `~/...` and `%ALIEN/...` are on the grid;
 * if no name says so, what exists here is the local side: the sources, or else the destination.
 * @throws {UserError} for two local sides, also where both exist here without a prefix, sources of both kinds, and what is no name
 */
export async function readSides(
  sources: readonly string[],
  destination: string,
  existsLocally: LocalLookup,
): Promise<Sides> {
  const from = sources.map(parseOperand);
  const to = parseOperand(destination);
  if (from.length === 0) throw new UserError('Nothing to copy: name a source and a destination.');
  for (const {path} of [...from, to]) {
    if (path.includes('\0')) throw new UserError('A name cannot hold a NUL character.');
  }
  if (isUndecoded(to.path))
    throw new UserError(`${destination}: nothing is made by this name.`, {next: adviceForUndecoded(to.path)});
  const sourceKind = commonKind(from);
  if (sourceKind !== 'bare') return await withSourceKind(sourceKind, from, to, existsLocally);
  if (to.kind !== 'bare') return sides(to.kind === 'local' ? 'download' : 'upload', from, to);

  const gridLike = from.filter(({path}) => looksLikeGrid(path)).length;
  if (gridLike > 0 && gridLike < from.length) throw mixedSources();
  if (gridLike > 0) {
    return sides(looksLikeGrid(to.path) ? 'grid' : 'download', from, to);
  }
  if (looksLikeGrid(to.path)) return sides('upload', from, to);
  return await lookedUp(from, to, existsLocally);
}

async function withSourceKind(
  kind: 'local' | 'grid',
  from: Operand[],
  to: Operand,
  existsLocally: LocalLookup,
): Promise<Sides> {
  if (kind === 'local') {
    if (to.kind === 'local') throw localToLocal();
    return sides('upload', from, to);
  }
  // `/alice/...` means the grid to everyone, unless this machine has such a directory.
  const meansGrid = to.kind === 'grid' || (looksLikeGrid(to.path) && !(await existsLocally('/alice')));
  return sides(meansGrid ? 'grid' : 'download', from, to);
}

async function lookedUp(from: Operand[], to: Operand, existsLocally: LocalLookup): Promise<Sides> {
  const existing = await Promise.all(from.map(({path}) => existsLocally(path)));
  const missing = from.filter((_, index) => !existing[index]);
  if (missing.length > 0 && missing.length < from.length) {
    const names = missing.map(({path}) => path).join(', ');
    throw new UserError(`There is no local ${names}, but the other sources are local.`, {
      code: 'NO_SUCH_FILE',
      next: ['Say where each name is: file:NAME on this machine, alien:NAME on the grid.'],
    });
  }
  const direction = missing.length === 0 ? 'upload' : 'download';
  if (direction === 'upload' && (looksLocal(to.path) || (await existsLocally(to.path))))
    throw undecided(from[0]?.path ?? '', to.path);
  const [here, there] = direction === 'upload' ? ['file:', 'alien:'] : ['alien:', 'file:'];
  const more = from.length > 1 ? ` and ${from.length - 1} more` : '';
  const note = `Read as: ${here}${from[0]?.path ?? ''}${more} -> ${there}${to.path}`;
  return {...sides(direction, from, to), note};
}

function sides(direction: RouteDirection, from: readonly Operand[], to: Operand): Sides {
  const onGrid = ({path}: Operand): SideName => {
    if (/^[@,]/.test(path) && parseSpecification(path.slice(1)))
      throw new UserError(`There is no name before ${path}: is a variable of your script not set?`);
    return splitSpecification(path);
  };
  const local = ({path}: Operand): SideName => ({name: path});
  return {
    direction,
    sources: from.map(direction === 'upload' ? local : onGrid),
    destination: direction === 'download' ? local(to) : onGrid(to),
  };
}

/** @throws {UserError} when one source is said to be local and another on the grid */
function commonKind(operands: readonly Operand[]): Operand['kind'] {
  const kinds = new Set(operands.map(({kind}) => kind));
  if (kinds.has('local') && kinds.has('grid')) throw mixedSources();
  return kinds.has('local') ? 'local' : kinds.has('grid') ? 'grid' : 'bare';
}

function mixedSources(): UserError {
  return new UserError('The sources must be all on this machine or all on the grid.', {
    next: ['Copy them in two commands.'],
  });
}

/** Whether people mean a place on this machine: `.`, `./x`, `../x`, `x/.` */
function looksLocal(path: string): boolean {
  return /^\.{1,2}(?:\/|$)|\/\.$/.test(path);
}

/** Read as an upload it could replace a file on the grid that was to be fetched. */
function undecided(source: string, destination: string): UserError {
  return new UserError(`${source} and ${destination} are both on this machine: which side is on the grid?`, {
    next: [
      `To upload, write ${shellWord(`file:${source}`)} ${shellWord(`alien:${destination}`)}`,
      `To download, write ${shellWord(`alien:${source}`)} ${shellWord(`file:${destination}`)}`,
    ],
  });
}

function localToLocal(): UserError {
  return new UserError('Both sides are on this machine.', {
    next: ['Use the cp of your system, or write alien:NAME for the side that is on the grid.'],
  });
}
