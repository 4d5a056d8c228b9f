import type {Result} from '../../session/requests/answer.ts';
import {type Listed, shownName} from './listed.ts';

/**
 * What is told of an entry under `--json` and in tables: numbers are numbers.
 * @param withOldKeys those of the service's `ls` too, which scripts for the older client read
 */
export function listRow(entry: Listed, withOldKeys: boolean): Result {
  const {lfn, type, permissions, owner, group, size, ctime, line} = entry;
  const path = type === 'd' ? `${lfn}/` : lfn;
  return {
    lfn,
    name: shownName(entry),
    type,
    permissions,
    owner,
    group,
    size,
    ctime,
    ...(withOldKeys && {path, user: owner, message: line}),
  };
}
