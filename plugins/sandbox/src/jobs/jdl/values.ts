import {JdlError} from './errors.ts';

/** What stands behind a key: a quoted text, a set of texts, or anything unquoted (a number, an expression). */
export type JdlValue =
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'list'; readonly items: readonly string[]}
  | {readonly kind: 'unquoted'; readonly text: string};

/** Reads the text between `=` and `;`. Throws {@link JdlError}. */
export function valueFrom(key: string, source: string): JdlValue {
  if (source.startsWith('"')) {
    if (source.length < 2 || !source.endsWith('"')) {
      throw new JdlError(`JDL syntax error: quotes do not close at the end of string for tag ${key}`);
    }
    return {kind: 'text', text: source.slice(1, -1)};
  }
  if (source.startsWith('{')) {
    if (!source.endsWith('}')) {
      throw new JdlError(`JDL syntax error: unclosed brackets in the value of tag ${key}`);
    }
    return {kind: 'list', items: itemsFrom(source.slice(1, -1))};
  }
  if (/^\d+$/.test(source)) return {kind: 'unquoted', text: String(BigInt(source))};
  const number = /^[\d.+\-E e]+$/.test(source) ? Number(source) : Number.NaN;
  return {kind: 'unquoted', text: Number.isFinite(number) ? doubleText(number) : source};
}

/** The value as a statement shows it behind the `=`. */
export function valueText(value: JdlValue): string {
  if (value.kind === 'text') return `"${value.text}"`;
  if (value.kind === 'unquoted') return value.text;
  return value.items.length === 0 ? '{\n}' : `{\n${value.items.map((item) => `"${item}"`).join(',\n')}\n}`;
}

/** The texts in quotes, each once. A quote does not close behind `'` or a backslash. */
function itemsFrom(source: string): string[] {
  if (!source.includes('"')) return source.trim() === '' ? [] : [source.trim()];
  const items = [...source.matchAll(/"((?:['\\]"|[^"])*)"/g)].map(([, item]) => item as string);
  return [...new Set(items)];
}

/** A number as Java writes a double: `1.0`, `0.5`, `1.0E9`, `1.5E-4`. */
export function doubleText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
