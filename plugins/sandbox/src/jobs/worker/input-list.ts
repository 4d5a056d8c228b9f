import type {Located} from '../../catalogue/entries/entry.ts';
import {parentOf} from '../../catalogue/names/names.ts';
import {escaped} from '../../catalogue/collections/xml.ts';

/** The list of input data as a job wants it: `xml-single` (the usual), `xml-group` (one event a folder), `txt-list`. */
export function inputList(files: readonly Located[], format = 'xml-single'): string {
  if (format === 'txt-list') return files.map(({lfn}) => `alien://${lfn}\n`).join('');
  const events =
    format === 'xml-group'
      ? [...Map.groupBy(files, ({lfn}) => parentOf(lfn)).values()]
      : files.map((file) => [file]);
  const lines = events.flatMap((event, index) => [
    `    <event name="${index + 1}">`,
    ...event.map(fileLine),
    '    </event>',
  ]);
  return [
    '<?xml version="1.0"?>',
    '<alien>',
    '  <collection name="tempCollection">',
    ...lines,
    '  </collection>',
    '</alien>',
    '',
  ].join('\n');
}

function fileLine(file: Located): string {
  const attributes = {
    name: file.name,
    gowner: file.gowner,
    guid: file.guid ?? '',
    lfn: file.lfn,
    md5: file.md5 ?? '',
    owner: file.owner,
    perm: file.perm,
    size: String(file.size),
    turl: `alien://${file.lfn}`,
    type: file.type,
  };
  const text = Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`);
  return `      <file ${text.join(' ')} />`;
}
