import {lfnFrom} from '../names/names.ts';
import type {Lfn} from '../names/names.ts';
import {unescaped} from './xml.ts';

/** What a collection says of one file. */
export interface Listed {
  readonly lfn: Lfn;
  /** Undefined if the collection does not say it, or not enough else: then the catalogue has to be asked. */
  readonly guid: string | undefined;
  readonly size: string;
  readonly md5: string;
}

/** In so many lines at the top a collection shows that it is one. */
const HEADER = 10;

/**
 * The files that an XML collection lists, in its order; undefined if the text is none. It is read line by line, as the
 * service does: names stand in it unescaped, so that it may not be XML. The attributes may come in any order.
 */
export function readCollection(text: string): Listed[] | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  if (!lines.slice(0, HEADER).some((line) => /^<alien[\s>]/.test(line))) return undefined;
  return lines.flatMap((line) => {
    if (!/^<file\s/.test(line)) return [];
    const value = attributesOf(line);
    const lfn = value('lfn');
    if (!lfn.startsWith('/')) return [];
    const complete = value('owner') !== '' && value('gowner') !== '' && value('perm') !== '';
    return {
      lfn: lfnFrom(lfn),
      guid: complete && value('guid') !== '' ? value('guid') : undefined,
      size: value('size'),
      md5: value('md5'),
    };
  });
}

/** The values of a `<file .../>` by their names, empty if it has none. A value ends where the next attribute begins. */
function attributesOf(line: string): (name: string) => string {
  const inner = line.replace(/^<file\s+/, '').replace(/"\s*\/?>(<\/file>)?$/, '');
  const values = new Map(
    inner.split(/"\s+(?=\w+=")/).map((pair) => {
      const [name = '', ...value] = pair.split('="');
      return [name, unescaped(value.join('="'))];
    }),
  );
  return (name) => values.get(name) ?? '';
}
