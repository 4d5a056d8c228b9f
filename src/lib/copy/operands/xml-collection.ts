import {UserError} from '../../errors/errors.ts';
import {absoluteLfn, type Lfn} from '../../paths/lfn.ts';
import {pathsBelowCommon} from './below-common.ts';
import type {CopyPair} from '../model/request.ts';

/** What a collection is made of. An element that is not known here may name files in a way that is not understood. */
const ELEMENTS = new Set(['alien', 'collection', 'event', 'file', 'info', 'summary']);

/** The lfn of a file as the central service writes it: unescaped, up to the next attribute. */
const RAW_LFN = / lfn="(\/[^\n]*?)"(?= [a-zA-Z0-9]+="|\s*\/?>)/g;

/**
 * The names in an XML collection, in its order, each once.
 *
 * It is read as XML. The central service (`toXml`, `find -x`) writes names into it without escaping them, so that it may
 * be none: then the names are escaped first.
 * @throws {UserError} 22 for a text that is no collection, or an empty one, or of which a part is not understood
 */
export async function lfnsOfCollection(text: string): Promise<Lfn[]> {
  const {SaxesParser} = await import('saxes');
  const read = (xml: string) => filesIn(new SaxesParser<object>(), xml);
  let lfns: Lfn[];
  try {
    lfns = read(text);
  } catch (error) {
    const mended = text.replaceAll(RAW_LFN, (_, name: string) => ` lfn="${escaped(name)}"`);
    if (mended === text) throw error;
    lfns = read(mended);
  }
  if (lfns.length === 0) throw new UserError('This XML collection names no files.');
  return [...new Set(lfns)];
}

type Parser = InstanceType<typeof import('saxes').SaxesParser<object>>;

function filesIn(parser: Parser, xml: string): Lfn[] {
  const lfns: Lfn[] = [];
  const refuse = (what: string): never => {
    throw new UserError(`The collection is not understood: line ${parser.line}: ${what}.`, {
      next: ['Nothing is copied. Have it written anew, for example by `alien toXml` or `alien find -x`.'],
    });
  };
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('text', (words) => {
    if (words.trim() !== '') refuse(`text between the elements: ${words.trim().slice(0, 40)}`);
  });
  parser.on('cdata', () => refuse('a CDATA section'));
  parser.on('opentag', ({name, attributes}) => {
    if (!ELEMENTS.has(name)) refuse(`there is no element <${name}> in a collection`);
    if (name === 'file') lfns.push(lfnOf(attributes) ?? refuse('a file without an absolute lfn'));
  });
  parser.write(xml).close();
  return lfns;
}

/** The service escapes the turl, and not the lfn: where that may be what they differ by, the turl tells the name. */
function lfnOf({lfn, turl}: Readonly<Record<string, string>>): Lfn | undefined {
  const [, target] = /^alien:\/\/(\/.*)$/s.exec(turl ?? '') ?? [];
  // Unescaped, an entity in the name is another character, and a quote its end.
  const mayBeRead = (as: string) => lfn === undefined || as === lfn || as.startsWith(`${lfn}"`);
  const name = target !== undefined && [target, unescaped(target)].some(mayBeRead) ? target : lfn;
  return name?.startsWith('/') && !name.includes('\0') ? absoluteLfn(name) : undefined;
}

const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
] as const;

function escaped(text: string): string {
  return ENTITIES.reduce((result, [character, entity]) => result.replaceAll(character, entity), text);
}

function unescaped(text: string): string {
  return ENTITIES.toReversed().reduce(
    (result, [character, entity]) => result.replaceAll(entity, character),
    text,
  );
}

/** Copies of all files of a collection to a directory, below which they keep their paths after those common to all. */
export function pairsOfCollection(lfns: readonly Lfn[], destination: string): CopyPair[] {
  const directory = destination.replace(/\/+$/, '');
  return pathsBelowCommon(lfns).map((path, index) => ({
    line: index + 1,
    source: `alien:${lfns[index]}`,
    destination: `${directory}/${path}`,
  }));
}
