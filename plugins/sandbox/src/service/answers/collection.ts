import {shownName} from '../../catalogue/entries/entry.ts';
import type {Located} from '../../catalogue/entries/entry.ts';
import {escaped} from '../../catalogue/collections/xml.ts';
import {isoDate, longDate} from './formats.ts';

/** Who made a collection and how, noted at its end. */
export interface Origin {
  /** Where it will be kept, as the service writes the path that was typed; undefined if it is only shown. */
  readonly target?: string | undefined;
  readonly command: string;
  readonly creator: string;
}

/** The XML text that lists files; ROOT and the jobs of the grid read it. There is no newline at the end. */
export function collectionXml(files: readonly Located[], {target, command, creator}: Origin): string {
  const now = Date.now();
  const events = files.flatMap((file, index) => [
    `    <event name="${index + 1}">`,
    `      ${fileElement(file)}`,
    `    </event>`,
  ]);
  return [
    '<?xml version="1.0"?>',
    '<alien>',
    `  <collection name="${escaped(target ?? 'tempCollection')}">`,
    ...events,
    `    <info command="${escaped(command)}" creator="${escaped(creator)}" date="${longDate(now)}" timestamp="${now}" />`,
    '  </collection>',
    '</alien>',
  ].join('\n');
}

function fileElement(file: Located): string {
  const attributes: Readonly<Record<string, string>> = {
    name: escaped(file.type === 'd' ? `${file.name}/` : file.name),
    aclId: '',
    broken: '0',
    ctime: isoDate(file.ctime),
    dir: String(file.parent),
    entryId: String(file.id),
    expiretime: file.expires === null ? '' : isoDate(file.expires * 1000),
    gowner: escaped(file.gowner),
    guid: file.guid ?? '',
    guidtime: '',
    jobid: file.jobid === null ? '' : String(file.jobid),
    // The only value that is not escaped: so does the real service.
    lfn: shownName(file),
    md5: file.md5 ?? '',
    owner: escaped(file.owner),
    perm: file.perm,
    replicated: '0',
    size: String(file.size),
    turl: escaped(`alien://${shownName(file)}`),
    type: file.type,
  };
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `<file ${pairs.join(' ')} />`;
}
