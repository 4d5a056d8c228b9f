import {ROOT} from '../names/names.ts';
import type {Guid, Lfn} from '../names/names.ts';

/** `f` file, `d` directory, `c` collection. */
export type EntryType = 'f' | 'd' | 'c';

/** A row of the directory tree. */
export interface Entry {
  readonly id: number;
  readonly parent: number;
  readonly name: string;
  readonly type: EntryType;
  readonly owner: string;
  readonly gowner: string;
  readonly perm: string;
  readonly size: number;
  /** ms since the epoch, whole seconds. */
  readonly ctime: number;
  readonly md5: string | null;
  readonly guid: Guid | null;
  readonly jobid: number | null;
  /** Seconds since the epoch. */
  readonly expires: number | null;
}

/** An entry together with the name under which it was found. */
export interface Located extends Entry {
  readonly lfn: Lfn;
}

/** What must be known to make an entry. */
export interface NewEntry {
  readonly name: string;
  readonly type: EntryType;
  readonly owner: string;
  readonly gowner: string;
  readonly size?: number;
  readonly md5?: string | null;
  readonly guid?: Guid;
  readonly jobid?: number | null;
}

/** The name as the wire shows it: directories end in a slash. */
export function shownName(entry: Located): string {
  return entry.type === 'd' && entry.lfn !== ROOT ? `${entry.lfn}/` : entry.lfn;
}
