import {matchesGlob} from '../../copy/selection/glob.ts';
import {UserError} from '../../errors/errors.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {basenameOfLfn, dirnameOfLfn, type Lfn} from '../../paths/lfn.ts';
import type {NameParts} from './name-template.ts';

/** A directory with output. */
export interface OutputPlace {
  readonly directory: Lfn;
  /** from 1, the same in each run */
  readonly number: number;
  /** of the job; empty where none is known */
  readonly id: string;
  /** archives whose members have names of their own there */
  readonly archives: readonly string[];
}

/** One file to fetch. */
export interface FetchItem {
  readonly lfn: Lfn;
  /** relative to the directory that gets them all */
  readonly name: string;
  readonly size: number;
}

export interface FetchWishes {
  /** `*` any characters, `?` one, in the name; any of them. None: all but archives whose members are there */
  readonly patterns: readonly string[];
  /** undefined: each in its place, as below the directory that all have in common */
  readonly nameOf: ((parts: NameParts) => string) | undefined;
}

/**
 * Which files are to be fetched, and their names here.
 * @throws {UserError} 17 where two would have one name
 */
export function planFetch(
  places: readonly OutputPlace[],
  files: ReadonlyMap<Lfn, readonly Entry[]>,
  {patterns, nameOf}: FetchWishes,
): FetchItem[] {
  const root = commonParent(places.map(({directory}) => directory));
  const items = places.flatMap((place) =>
    (files.get(place.directory) ?? [])
      .filter(({type, lfn}) => type === 'f' && isWanted(basenameOfLfn(lfn), place, patterns))
      .map(({lfn, size}) => ({lfn, size, name: nameOf?.(partsOf(lfn, place)) ?? lfn.slice(root.length + 1)})),
  );
  refuseSameNames(items);
  return items;
}

function isWanted(name: string, {archives}: OutputPlace, patterns: readonly string[]): boolean {
  return patterns.length === 0
    ? !archives.includes(name)
    : patterns.some((pattern) => matchesGlob(pattern, name));
}

function partsOf(lfn: Lfn, {directory, number, id}: OutputPlace): NameParts {
  return {name: basenameOfLfn(lfn), number, id, directory: basenameOfLfn(directory)};
}

/** The directory above all of them; above a single one, so that it keeps its own name. */
function commonParent(directories: readonly Lfn[]): string {
  const [first = '' as Lfn, ...others] = directories.map(dirnameOfLfn);
  let parent: string = first;
  while (parent !== '' && !others.every((each) => `${each}/`.startsWith(`${parent}/`)))
    parent = parent.slice(0, parent.lastIndexOf('/'));
  return parent === '/' ? '' : parent;
}

function refuseSameNames(items: readonly FetchItem[]): void {
  const names = new Map<string, Lfn>();
  for (const {name, lfn} of items) {
    const other = names.get(name);
    if (other !== undefined)
      throw new UserError(`${other} and ${lfn} would both be ${name}.`, {
        code: 'EXISTS',
        next: ['Tell them apart: --name "{base}_{n}.{ext}", or fetch only some: --pattern "*.root"'],
      });
    names.set(name, lfn);
  }
}

/** The archives that a description makes, from `ARCHIVE.zip:NAME,NAME@disk=2`. */
export function archivesIn(outputs: readonly string[]): string[] {
  return outputs.flatMap((output) => /^([^:,@]+):./.exec(output)?.[1]?.trim() ?? []);
}
