import type {Entry} from '../../catalogue/entries/entry.ts';
import type {Hit} from '../../catalogue/entries/find.ts';
import {guidTimeKey} from '../../catalogue/names/guid.ts';
import type {Result} from './answer.ts';
import {humanSize, listDate, permissionText} from './formats.ts';

/** Options of `find` about what is told of an entry. */
export interface Columns {
  readonly w: boolean;
  readonly h: boolean;
  readonly f: boolean;
}

/** How many there are, and with `w` their sizes together. */
export function countText(count: number, bytes: number, {w, h}: Columns): string {
  // The spelling is the real service's own.
  return `Found ${count} maching entries${w ? `, of ${h ? humanSize(bytes) : bytes}` : ''}`;
}

/** An entry as the line of `ls -l`, or with `f` with all its fields. */
export function longResult({entry, shown: lfn}: Hit, options: Columns): Result {
  const {owner, gowner, perm, guid} = entry;
  const common = {
    lfn,
    perm,
    owner,
    gowner,
    size: String(entry.size),
    ctime: String(entry.ctime),
    guid: guid ?? '',
  };
  if (options.f) return {...common, ...allFields(entry), message: lfn};
  const size = (options.h ? humanSize(entry.size) : String(entry.size)).padStart(12);
  const columns = `${owner.padStart(8)} ${gowner.padStart(8)} ${size} ${listDate(entry.ctime)}`;
  return {...common, message: `${permissionText(entry.type, perm)}   ${columns}     ${lfn}`};
}

function allFields(entry: Entry): Result {
  return {
    name: entry.type === 'd' ? `${entry.name}/` : entry.name,
    aclId: '',
    broken: '0',
    dir: String(entry.parent),
    entryId: String(entry.id),
    expiretime: entry.expires === null ? '' : String(entry.expires),
    guidtime: entry.guid === null ? '' : guidTimeKey(entry.guid),
    md5: entry.md5 ?? '',
    jobid: String(entry.jobid ?? -1),
    replicated: '0',
    type: entry.type,
  };
}
