import {shownName} from '../../../catalogue/entries/entry.ts';
import type {Located} from '../../../catalogue/entries/entry.ts';
import {elementNumber} from '../../../catalogue/elements/elements.ts';
import {guidMac, guidTime, parseGuid} from '../../../catalogue/names/guid.ts';
import type {Guid} from '../../../catalogue/names/names.ts';
import type {GuidRecord} from '../../../catalogue/contents/replicas.ts';
import type {Result} from '../../answers/answer.ts';
import {command, entryFor} from '../../call/command.ts';
import {ENOENT} from '../../answers/errno.ts';
import {humanSize, interval, longDate, statDate} from '../../answers/formats.ts';
import type {Grid} from '../../call/grid.ts';

export default command({
  name: 'stat',
  usage: '[-v] path|guid...',
  help: ['Shows all that the catalogue knows of an entry or of a GUID.', '-v   with the replicas'],
  options: {v: 'flag'},
  needsWord: true,
  run({options, words, answer, session, grid}) {
    for (const word of words) {
      const entry = entryFor({session, grid}, word);
      const guid = parseGuid(word);
      if (entry !== undefined) answer.add(resultForEntry(entry, grid, options.v));
      else if (guid === undefined) answer.fail(ENOENT, word);
      else {
        const record = grid.catalogue.replicas.record(guid);
        if (record === undefined) answer.warn(`This GUID does not exist in the catalogue: ${word}`);
        else answer.add(resultForGuid(record, grid, options.v));
      }
    }
  },
});

/** The one table of each kind that a sandbox has, as the real service numbers those of its data base. */
const HOST = '1';
const TABLE = '0';

function created(guid: Guid): string {
  const time = guidTime(guid);
  return `${longDate(time)} (${time}) by ${guidMac(guid)}`;
}

function sizeLine(size: number): string {
  return `Size: ${size} (${humanSize(size)})`;
}

function resultForEntry(entry: Located, grid: Grid, detailed: boolean): Result {
  const {type, owner, gowner, perm, ctime, size, md5, guid, expires, jobid} = entry;
  const lfn = shownName(entry);
  const text = [`File: ${lfn}`, `Type: ${type}`, `Owner: ${owner}:${gowner}`, `Permissions: ${perm}`];
  text.push(`Last change: ${statDate(ctime)}`);
  const keys: Record<string, string> = {};
  if (expires !== null) {
    const left = expires * 1000 - Date.now();
    const when = left <= 0 ? ' EXPIRED' : ` which is in ${interval(left)}`;
    text.push(`Expires: ${statDate(expires * 1000)}${when}`);
    keys['expiretime'] = String(expires);
  }
  if (detailed) {
    text.push(`LFN shard: ${HOST} / ${TABLE}`);
    Object.assign(keys, {hostIndex: HOST, tableName: TABLE});
  }
  Object.assign(keys, {lfn, type, owner, gowner, perm, ctime: String(ctime)});
  if (jobid !== null) {
    text.push(`Job ID: ${jobid}`);
    keys['jobid'] = String(jobid);
  }
  if (type === 'd') return {message: text.join('\n'), ...keys};
  text.push(sizeLine(size), `MD5: ${md5 ?? ''}`);
  Object.assign(keys, {size: String(size), md5: md5 ?? ''});
  if (guid === null) return {message: text.join('\n'), ...keys};
  const record = detailed ? grid.catalogue.replicas.record(guid) : undefined;
  if (record === undefined) {
    text.push(`GUID: ${guid}`, `\tGUID created on ${created(guid)}`);
    Object.assign(keys, {guid, mtime: String(guidTime(guid))});
    return {message: text.join('\n'), ...keys};
  }
  const {message, ...more} = resultForGuid(record, grid, detailed, '    ');
  text.push('GUID detailed information:', message);
  return {message: text.join('\n'), ...keys, ...more};
}

/** @param indent stands before the lines, but not before those of the replicas: so does the real service */
function resultForGuid(
  record: GuidRecord,
  grid: Grid,
  detailed: boolean,
  indent = '',
): Result & {message: string} {
  const {guid, owner, gowner, perm, size, md5, ctime} = record;
  const {entries} = grid.catalogue;
  const jobid = detailed ? (entries.findByGuid(guid)?.jobid ?? null) : null;
  const replicas = grid.catalogue.replicas.list(guid).map(({se, path}): [string, string] => {
    const element = elementNumber(se);
    return element === undefined ? ['ZIP', path] : [element.name, grid.urlOf(element, path)];
  });
  const lines = [
    `GUID: ${guid}`,
    `Owner: ${owner}:${gowner}`,
    `Permissions: ${perm}`,
    sizeLine(size),
    ...(jobid === null ? [] : [`Job ID: ${jobid}`]),
    ...(detailed ? [`GUID shard: ${HOST} / ${TABLE}`] : []),
    ...(md5 === '' ? [] : [`MD5: ${md5}`]),
    `Created: ${created(guid)}`,
    `Last change: ${statDate(ctime)}`,
    replicas.length > 0 ? 'Replicas:' : 'No physical replicas',
  ];
  const places = replicas.map(([se, url]) => {
    const place = se === 'ZIP' ? 'ZIP archive member' : `SE => ${se}`;
    return `\t ${place.padEnd(30)} pfn => ${url}`;
  });
  return {
    message: [
      ...lines.map((line) => indent + line),
      ...(places.length > 0 ? [places.join('\n\n')] : []),
    ].join('\n'),
    guid,
    owner,
    gowner,
    perm,
    size: String(size),
    ...(jobid !== null && {jobid: String(jobid)}),
    ...(detailed && {host: HOST, tableName: TABLE}),
    ...(md5 !== '' && {md5}),
    mtime: String(guidTime(guid)),
    ctime: String(ctime),
    ...(replicas.length > 0 && {replicas: Object.fromEntries(replicas)}),
  };
}
