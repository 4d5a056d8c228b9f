import {shownName} from '../../catalogue/entry.ts';
import type {Located} from '../../catalogue/entry.ts';
import {elementNumber} from '../../catalogue/elements.ts';
import {guidMac, guidTime, parseGuid} from '../../catalogue/guid.ts';
import type {Guid} from '../../catalogue/names.ts';
import type {GuidRecord} from '../../catalogue/replicas.ts';
import type {Result} from '../answer.ts';
import {command} from '../command.ts';
import {ENOENT} from '../errno.ts';
import {humanSize, interval, longDate, statDate} from '../formats.ts';
import type {Grid} from '../grid.ts';

export default command({
  name: 'stat',
  usage: '[-v] path|guid...',
  help: ['Shows all that the catalogue knows of an entry or of a GUID.', '-v   with the replicas'],
  options: {v: 'flag'},
  needsWord: true,
  run({options, words, answer, session, grid}) {
    for (const word of words) {
      const guid = parseGuid(word);
      if (guid !== undefined) {
        const record = grid.catalogue.replicas.record(guid);
        if (record === undefined) answer.warn(`GUID ${guid} is not in the catalogue`);
        else answer.add(resultForGuid(record, grid));
        continue;
      }
      const entry = grid.catalogue.entries.find(session.resolve(word));
      if (entry === undefined) answer.fail(ENOENT, word);
      else answer.add(resultForEntry(entry, options.v ? grid : undefined));
    }
  },
});

function created(guid: Guid): string {
  const time = guidTime(guid);
  return `${longDate(time)} (${time}) by ${guidMac(guid)}`;
}

function sizeLine(size: number): string {
  return `Size: ${size} (${humanSize(size)})`;
}

function resultForEntry(entry: Located, detailed: Grid | undefined): Result {
  const {type, owner, gowner, perm, ctime, size, md5, guid, expires, jobid} = entry;
  const lfn = shownName(entry);
  const text = [`File: ${lfn}`, `Type: ${type}`, `Owner: ${owner}:${gowner}`, `Permissions: ${perm}`];
  text.push(`Last change: ${statDate(ctime)}`);
  const keys: Record<string, string> = {lfn, type, owner, gowner, perm, ctime: String(ctime)};
  if (expires !== null) {
    const left = expires * 1000 - Date.now();
    text.push(
      `Expires: ${statDate(expires * 1000)}${left <= 0 ? ' EXPIRED' : ` which is in ${interval(left)}`}`,
    );
    keys['expiretime'] = String(expires);
  }
  if (detailed !== undefined) {
    text.push('LFN shard: sandbox / entries');
    Object.assign(keys, {hostIndex: '1', tableName: 'entries', host: 'sandbox'});
  }
  if (jobid !== null) {
    text.push(`Job ID: ${jobid}`);
    keys['jobid'] = String(jobid);
  }
  if (type === 'd') return {message: text.join('\n'), ...keys};
  text.push(sizeLine(size), `MD5: ${md5 ?? ''}`);
  Object.assign(keys, {size: String(size), md5: md5 ?? ''});
  if (guid === null) return {message: text.join('\n'), ...keys};
  Object.assign(keys, {guid, mtime: String(guidTime(guid))});
  const record = detailed?.catalogue.replicas.record(guid);
  if (detailed === undefined || record === undefined) {
    text.push(`GUID: ${guid}`, `\tGUID created on ${created(guid)}`);
    return {message: text.join('\n'), ...keys};
  }
  const {message, ...more} = resultForGuid(record, detailed);
  text.push('GUID detailed information:', message.replace(/^(?=.)/gm, '    '));
  return {message: text.join('\n'), ...keys, ...more};
}

function resultForGuid(record: GuidRecord, grid: Grid): Result & {message: string} {
  const {guid, owner, gowner, perm, size, md5, ctime} = record;
  const replicas = grid.catalogue.replicas.list(guid).map(({se, path}): [string, string] => {
    const element = elementNumber(se);
    return element === undefined ? ['ZIP', path] : [element.name, grid.urlOf(element, path)];
  });
  const lines = replicas.map(([se, url]) => `\t ${`SE => ${se}`.padEnd(30)} pfn => ${url}`);
  const text = [
    `GUID: ${guid}`,
    `Owner: ${owner}:${gowner}`,
    `Permissions: ${perm}`,
    sizeLine(size),
    `MD5: ${md5}`,
    `Created: ${created(guid)}`,
    `Last change: ${statDate(ctime)}`,
    lines.length > 0 ? `Replicas:\n${lines.join('\n\n')}` : 'No physical replicas',
  ];
  return {
    message: text.join('\n'),
    guid,
    owner,
    gowner,
    perm,
    size: String(size),
    md5,
    mtime: String(guidTime(guid)),
    ctime: String(ctime),
    replicas: Object.fromEntries(replicas),
  };
}
