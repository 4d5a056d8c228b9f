import {expectDone} from '../../catalogue/explain-refusal.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {gridNames, resolveLfns, withLfns} from '../../catalogue/lookup.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';
import {ServerError, UserError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {entriesBelow, ofWholeDirectory} from './entries-below.ts';
import {isPattern, parentOf} from './list-name.ts';
import type {Listed} from './listed.ts';
import {fromList, fromStat} from './read-listed.ts';

/** What is listed together: the entries of a directory, or those that were named themselves. */
export interface ListGroup {
  /** the directory, as it was named; undefined for what was named itself */
  readonly directory: string | undefined;
  readonly entries: readonly Listed[];
}

/** What is asked of the service. */
export interface ListWishes {
  readonly long: boolean;
  readonly all: boolean;
  readonly human: boolean;
  readonly signal: AbortSignal;
}

/** The options of the service's `ls` for these wishes. */
export function listOptions({long, all, human}: Omit<ListWishes, 'signal'>): string[] {
  return ['-F', ...(long ? ['-l'] : []), ...(all ? ['-a'] : []), ...(human ? ['-H'] : [])];
}

/**
 * What a name stands for: a file itself, the entries of a directory; of a pattern both.
 * @param name undefined for the directory that the session is in
 * @param isSplit each directory is a group of its own, which may take one more request; else all are one
 * @throws {ServerError} 2 where there is nothing of that name
 */
export async function listName(
  grid: Requester,
  name: string | undefined,
  wishes: ListWishes,
  isSplit: boolean,
): Promise<ListGroup[]> {
  const {signal} = wishes;
  const words = [...listOptions(wishes), '--', ...(name === undefined ? [] : [name])];
  const answer = await grid.request('ls', words, {want: 'both', signal});
  const {results} = await expectDone(grid, {command: 'ls', words}, answer, {signal});
  const entries = results.map(fromList).filter((entry) => entry !== undefined);
  if (name === undefined || !isSplit) return [{directory: name ?? '.', entries}];
  const [lfn = ''] = await resolveLfns(grid, [name], {signal});
  const own = entries.filter((entry) => depthOf(entry.lfn) === depthOf(lfn));
  const others = Map.groupBy(
    entries.filter((entry) => depthOf(entry.lfn) !== depthOf(lfn)),
    (entry) => parentOf(entry.lfn),
  );
  const groups = [...others].map(([parent, list]) => ({
    directory: isPattern(name) ? namedLike(name, parent) : name,
    entries: list,
  }));
  if (own.length > 0) return [{directory: undefined, entries: own}, ...groups];
  return groups.length > 0 ? groups : [{directory: name, entries: []}];
}

/**
 * A directory and all below it, each directory a group. What is found is held, for the order of the directories.
 * @returns for a file itself
 * @throws {ServerError} 2 where there is nothing of that name; {UserError} 22 for a pattern
 */
export async function listTree(grid: Requester, name: string, wishes: ListWishes): Promise<ListGroup[]> {
  const {all, human, signal} = wishes;
  const read = async (lfn: string): Promise<ListGroup[]> => {
    const groups = new Map<string, Listed[]>([[lfn, []]]);
    for await (const entry of entriesBelow(grid, lfn, {all, lines: human ? 'human' : 'bytes', signal})) {
      if (entry.type === 'd') groups.set(entry.lfn, groups.get(entry.lfn) ?? []);
      const parent = parentOf(entry.lfn);
      const siblings = groups.get(parent) ?? [];
      siblings.push(entry);
      groups.set(parent, siblings);
    }
    const base = name.replace(/(.)\/+$/, '$1');
    return [...groups]
      .sort(([a], [b]) => (`${a}/` < `${b}/` ? -1 : 1))
      .map(([directory, entries]) => ({
        directory: base + directory.slice(lfn === '/' ? 0 : lfn.length),
        entries,
      }));
  };
  try {
    return await ofWholeDirectory(grid, name, read, signal);
  } catch (error) {
    if (!(error instanceof ServerError) || error.exitCode !== EXIT.NOT_A_DIRECTORY) throw error;
    return await listName(grid, name, wishes, true);
  }
}

/** The entries that are named themselves, directories too. @throws {ServerError} 2 for one that is not there */
export async function listThemselves(
  grid: Requester,
  name: string,
  wishes: ListWishes,
): Promise<ListGroup[]> {
  const {signal, human} = wishes;
  const typed = name.replace(/(.)\/+$/, '$1');
  const slash = typed.lastIndexOf('/') + 1;
  if (!isPattern(typed)) {
    const look = async (lfns: readonly Lfn[]): Promise<Entry> => {
      const [entry] = (await statEntries(grid, lfns, signal)).values();
      if (entry === undefined) throw nothing(typed, lfns[0]);
      return entry;
    };
    const entry = await withLfns(grid, gridNames([typed]), look, {signal});
    return [{directory: undefined, entries: [named(fromStat(entry, human), typed)]}];
  }
  if (isPattern(typed.slice(0, slash)))
    throw new UserError(`${typed}: with -d only the last part of a name can be a pattern.`);
  const pattern = typed.slice(slash);
  const groups = await listName(
    grid,
    slash > 0 ? typed.slice(0, slash) : undefined,
    {...wishes, all: true, long: true},
    false,
  );
  const fits = matcher(pattern);
  const entries = groups
    .flatMap(({entries: list}) => list)
    .filter(
      (entry) =>
        fits.test(entry.name) && (wishes.all || !entry.name.startsWith('.') || pattern.startsWith('.')),
    )
    .map((entry) => named(entry, typed.slice(0, slash) + entry.name));
  if (entries.length === 0) throw nothing(typed, undefined);
  return [{directory: undefined, entries}];
}

function nothing(name: string, lfn: Lfn | undefined): ServerError {
  return new ServerError(`No such file or directory: ${lfn ?? name}`, {code: 'NO_SUCH_FILE'});
}

/** The entry with another name in its line. */
function named(entry: Listed, name: string): Listed {
  const slash = entry.type === 'd' ? '/' : '';
  const columns = entry.line.slice(0, entry.line.length - entry.name.length - slash.length);
  return {...entry, name, line: `${columns}${name}${slash}`};
}

function matcher(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.|+(){}[\]]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

/** A directory that a pattern stands for, written as the pattern begins: `data/*` stands for `data/run1`. */
function namedLike(pattern: string, lfn: string): string {
  if (pattern.startsWith('/')) return lfn;
  const parts = pattern.split('/').filter((part) => part !== '');
  return lfn.split('/').slice(-parts.length).join('/');
}

function depthOf(lfn: string): number {
  return lfn.split('/').filter((part) => part !== '').length;
}
