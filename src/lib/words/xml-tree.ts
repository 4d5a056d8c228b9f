import type {SaxesParser} from 'saxes';

/** An XML element as a value: text alone, or attributes with `@`, `#text`, and elements by name, lists of those that repeat. */
export type XmlValue = string | {readonly [name: string]: XmlValue | readonly XmlValue[]};

/** Elements within one another; deeper is no statistics of a server. */
const DEEPEST = 100;

interface Open {
  readonly name: string;
  readonly members: Map<string, XmlValue[]>;
  text: string;
}

/**
 * Read XML into values.
 * @returns `{ROOT: ...}`
 * @throws {Error} for what is not XML, or nested too deeply
 */
export function xmlTree(parser: SaxesParser, xml: string): Exclude<XmlValue, string> {
  const root: Open = {name: '', members: new Map(), text: ''};
  const open = [root];
  const innermost = (): Open => open.at(-1) ?? root;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({name, attributes}) => {
    if (open.length > DEEPEST) throw new Error(`elements are nested more than ${DEEPEST} deep`);
    const told = Object.entries(attributes).map(([key, value]): [string, XmlValue[]] => [`@${key}`, [value]]);
    open.push({name, members: new Map(told), text: ''});
  });
  parser.on('text', (text) => void (innermost().text += text));
  parser.on('cdata', (text) => void (innermost().text += text));
  parser.on('closetag', () => {
    const closed = open.pop() ?? root;
    const {members} = innermost();
    members.set(closed.name, [...(members.get(closed.name) ?? []), valueOf(closed)]);
  });
  parser.write(xml).close();
  const tree = valueOf(root);
  if (typeof tree === 'string') throw new Error('there is no element');
  return tree;
}

function valueOf({members, text}: Open): XmlValue {
  const own = text.trim();
  if (members.size === 0) return own;
  const entries = [...members].map(([name, values]) => [
    name,
    values.length === 1 ? (values[0] ?? '') : values,
  ]);
  return Object.fromEntries(own === '' ? entries : [...entries, ['#text', own]]) as XmlValue;
}

/** XML with each element in lines of its own, as far as it holds other elements. */
export function indentedXml(xml: string): string {
  let depth = 0;
  return xml
    .replace(/>\s*</g, '>\n<')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth -= 1;
      const indented = `${'  '.repeat(Math.max(0, depth))}${line}`;
      if (/^<[^/?!]/.test(line) && !/\/>$/.test(line) && !/<\/[^>]*>$/.test(line)) depth += 1;
      return indented;
    })
    .join('\n');
}
