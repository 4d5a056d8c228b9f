import {type Result, valueOf} from '../session/answer.ts';
import {type Lfn, absoluteLfn} from '../paths/lfn.ts';

/** `f` file, `d` directory, `c` collection of the old kind; others are possible. */
export type EntryType = 'f' | 'd' | 'c' | (string & {});

/** One catalogue entry, from `stat` or `find -f`. */
export interface Entry {
  readonly lfn: Lfn;
  readonly type: EntryType;
  /** bytes; 0 for directories */
  readonly size: number;
  /** lower-case hex, or undefined where the catalogue has none */
  readonly md5: string | undefined;
  /** undefined for directories and for files without content */
  readonly guid: string | undefined;
  readonly owner: string;
  readonly group: string;
  /** three octal digits as text, e.g. `755` */
  readonly permissions: string;
  /** time of the entry's last change */
  readonly changed: Date | undefined;
  readonly jobId: string | undefined;
}

/** Read the keys that `stat` and `find -f` share. */
export function entryFrom(result: Result): Entry {
  const text = (key: string): string => valueOf(result, key);
  const lfn = text('lfn');
  const ctime = Number(text('ctime'));
  const jobId = text('jobid');
  return {
    lfn: absoluteLfn(lfn),
    type: text('type') || (lfn.endsWith('/') ? 'd' : 'f'),
    size: Number(text('size')) || 0,
    md5: text('md5').toLowerCase() || undefined,
    guid: text('guid').toLowerCase() || undefined,
    owner: text('owner'),
    group: text('gowner'),
    permissions: text('perm'),
    changed: ctime > 0 ? new Date(ctime) : undefined,
    jobId: jobId === '' || jobId === '-1' ? undefined : jobId,
  };
}
