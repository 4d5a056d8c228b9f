import {type Entry, entryFrom} from '../../catalogue/entry.ts';
import {type Result, valueOf} from '../../session/requests/answer.ts';
import {listLine} from './list-line.ts';

import {type Listed, shownName} from './listed.ts';

/** What the service's `ls -F`, with or without `-l`, says of an entry. */
export function fromList(result: Result): Listed | undefined {
  const path = valueOf(result, 'path');
  if (path === '') return undefined;
  const permissions = valueOf(result, 'permissions');
  const type = path.endsWith('/') ? 'd' : permissions.startsWith('-') ? 'f' : permissions.slice(0, 1) || 'f';
  const lfn = path.replace(/\/+$/, '');
  return {
    lfn,
    name: lfn.slice(lfn.lastIndexOf('/') + 1),
    type,
    permissions,
    owner: valueOf(result, 'user'),
    group: valueOf(result, 'group'),
    size: numberOf(valueOf(result, 'size')),
    ctime: numberOf(valueOf(result, 'ctime')),
    line: valueOf(result, 'message'),
  };
}

/** What `stat` or `find -f` says of an entry, without its line. */
function fromEntry({lfn, type, permissions, owner, group, size, changed}: Entry): Listed {
  return {
    lfn,
    name: lfn.slice(lfn.lastIndexOf('/') + 1) || '/',
    type,
    permissions: permissionText(type, permissions),
    owner,
    group,
    size,
    ctime: changed?.getTime(),
    line: '',
  };
}

/** What `stat` says of an entry. @param human sizes in the line are for people */
export function fromStat(entry: Entry, human: boolean): Listed {
  const listed = fromEntry(entry);
  return {...listed, line: listLine(listed, human)};
}

/**
 * What `find -f -w` says of an entry: its line is that of `ls -l` but for the name.
 * @param lines with sizes for people, or not; undefined: no line is wanted
 */
export function fromFound(result: Result, lines: 'human' | 'bytes' | undefined): Listed | undefined {
  const entry = entryFrom(result);
  if (entry === undefined) return undefined;
  const listed = fromEntry(entry);
  if (lines === undefined) return listed;
  const [, columns] = /^([-a-z][-rwxst]{9} .*:\d\d) +\//.exec(valueOf(result, 'message')) ?? [];
  const line =
    columns === undefined ? listLine(listed, lines === 'human') : `${columns}    ${shownName(listed)}`;
  return {...listed, line};
}

function permissionText(type: string, digits: string): string {
  const letters = [...digits].map((digit) => {
    const bits = Number(digit);
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  });
  return (type === 'f' ? '-' : type) + letters.join('');
}

function numberOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
