/** A file of a collection. */
export interface CollectedFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** lower-case hex */
  readonly md5: string;
  /** where it is, as ROOT opens it: `file:///path` */
  readonly turl: string;
  /** the full name */
  readonly path: string;
}

/** An XML collection of files, in the form that the service gives to one of its own. */
export function collectionText(name: string, files: readonly CollectedFile[]): string {
  const events = files.flatMap((file, index) => [
    `    <event name="${index + 1}">`,
    `      <file ${attributes(file)} />`,
    '    </event>',
  ]);
  return [
    '<?xml version="1.0"?>',
    '<alien>',
    `  <collection name="${escaped(name)}">`,
    ...events,
    '  </collection>',
    '</alien>',
  ].join('\n');
}

function attributes({name, path, md5, size, turl}: CollectedFile): string {
  const values = {name, lfn: path, md5, size: String(size), turl, type: 'f'};
  return Object.entries(values)
    .map(([key, value]) => `${key}="${escaped(value)}"`)
    .join(' ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
