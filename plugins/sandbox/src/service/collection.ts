import type {Located} from '../catalogue/entries.ts';
import type {Lfn} from '../catalogue/names.ts';
import {isoDate, longDate} from './formats.ts';
import {escaped, unescaped} from './xml.ts';

/** What a collection says of one file. */
export interface Listed {
  readonly lfn: Lfn;
  /** Undefined if the collection does not say it: then the catalogue has to be asked. */
  readonly guid: string | undefined;
  readonly size: string;
  readonly md5: string;
}

/** Who made a collection and how, noted at its end. */
export interface Origin {
  /** Where it will be kept; undefined if it is only shown. */
  readonly target?: Lfn | undefined;
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

/** The files that a collection lists; undefined if the text is none. It is read line by line, as the service does. */
export function parseCollection(text: string): Listed[] | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  if (!lines.slice(0, 10).some((line) => line.startsWith('<alien>'))) return undefined;
  return lines
    .filter((line) => line.startsWith('<file name="') && line.includes(' lfn="/'))
    .map((line) => {
      const value = (name: string): string =>
        unescaped(new RegExp(` ${name}="([^"]*)"`).exec(line)?.[1] ?? '');
      const complete = value('owner') !== '' && value('gowner') !== '' && value('perm') !== '';
      return {
        lfn: value('lfn') as Lfn,
        guid: complete && value('guid') !== '' ? value('guid') : undefined,
        size: value('size'),
        md5: value('md5'),
      };
    });
}

function fileElement(file: Located): string {
  const attributes: Readonly<Record<string, string>> = {
    name: escaped(file.name),
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
    lfn: file.lfn,
    md5: file.md5 ?? '',
    owner: escaped(file.owner),
    perm: file.perm,
    replicated: '0',
    size: String(file.size),
    turl: escaped(`alien://${file.lfn}`),
    type: file.type,
  };
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `<file ${pairs.join(' ')} />`;
}
