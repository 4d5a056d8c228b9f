import type {Lfn} from '../paths/lfn.ts';
import type {Result} from '../session/requests/answer.ts';
import {ResultReader} from './result-reader.ts';

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
  /** lower-case; undefined for directories and for files without content */
  readonly guid: string | undefined;
  readonly owner: string;
  readonly group: string;
  /** three octal digits as text, e.g. `755` */
  readonly permissions: string;
  /** time of the entry's last change: of the registration, for files */
  readonly changed: Date | undefined;
  readonly jobId: string | undefined;
  /** why the answer cannot be right: size, md5 and GUID must not decide anything then */
  readonly doubt: string | undefined;
}

/**
 * Read the keys that `stat` and `find -f` share.
 * @returns undefined for a result that names no entry
 */
export function entryFrom(result: Result): Entry | undefined {
  const reader = new ResultReader(result);
  const lfn = reader.lfn();
  if (lfn === undefined) return undefined;
  const endsLikeDirectory = reader.text('lfn').endsWith('/');
  const type = reader.text('type') || (endsLikeDirectory ? 'd' : 'f');
  const jobId = reader.text('jobid');
  return {
    lfn,
    type,
    ...(type === 'd' ? DIRECTORY : reader.facts()),
    ...(reader.isText('type') ? undefined : {doubt: `its type is ${reader.shown('type')}`}),
    ...(type !== 'd' && endsLikeDirectory && {doubt: 'its name is that of a directory, its type is not'}),
    owner: reader.text('owner'),
    group: reader.text('gowner'),
    permissions: reader.text('perm'),
    changed: reader.time('ctime'),
    jobId: jobId === '' || jobId === '-1' ? undefined : jobId,
  };
}

const DIRECTORY = {size: 0, md5: undefined, guid: undefined, doubt: undefined};
