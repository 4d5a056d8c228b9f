import type {Catalogue} from '../../catalogue/catalogue.ts';
import type {Located} from '../../catalogue/entries/entry.ts';
import {childOf, lfnFrom, parentOf} from '../../catalogue/names/names.ts';
import type {Lfn} from '../../catalogue/names/names.ts';

/** Who submits, and from where. */
export interface Submitter {
  readonly catalogue: Catalogue;
  readonly owner: string;
  /** The home directory of the owner. */
  readonly home: string;
  /** The description's own name; undefined if it was typed. */
  readonly path: Lfn | undefined;
}

const STANDARD_FOLDERS = ['/bin', '/alice/bin', '/panda/bin'];

/** The file that an executable's name means: as it is, or in one of the standard folders. */
export function findExecutable(name: string, {catalogue, home, path}: Submitter): Located | undefined {
  const folders = [...STANDARD_FOLDERS, `${home}/bin`, ...(path === undefined ? [] : [parentOf(path)])];
  const candidates = name.startsWith('/') ? [lfnFrom(name)] : folders.map((f) => childOf(lfnFrom(f), name));
  for (const candidate of candidates) {
    const entry = catalogue.entries.find(lfnFrom(candidate));
    if (entry?.type === 'f') return entry;
  }
  return undefined;
}
