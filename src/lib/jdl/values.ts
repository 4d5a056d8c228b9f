import {JdlError, type Place} from './jdl-error.ts';

/** What stands behind a key: a quoted text, a set of texts, or anything unquoted (a number, an expression). */
export type JdlValue =
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'list'; readonly items: readonly string[]; readonly itemsAt?: readonly number[]}
  | {readonly kind: 'unquoted'; readonly text: string};

/**
 * Reads the text between `=` and `;`.
 * @param placeOf where an offset of it is in the source
 * @throws {JdlError}
 */
export function valueFrom(key: string, source: string, placeOf: (offset: number) => Place): JdlValue {
  if (source.startsWith('"')) {
    if (source.length < 2 || !source.endsWith('"')) {
      const message = `JDL syntax error: quotes do not close at the end of string for tag ${key}`;
      throw unclosed(message, source, source.indexOf('"', 1) + 1, placeOf);
    }
    return {kind: 'text', text: source.slice(1, -1)};
  }
  if (source.startsWith('{')) {
    if (!source.endsWith('}')) {
      const message = `JDL syntax error: unclosed brackets in the value of tag ${key}`;
      throw unclosed(message, source, source.indexOf('}') + 1, placeOf);
    }
    return listFrom(source.slice(1, -1));
  }
  if (/^\d+$/.test(source)) return {kind: 'unquoted', text: String(BigInt(source))};
  const number = /^[\d.+\-E e]+$/.test(source) ? Number(source) : Number.NaN;
  return {kind: 'unquoted', text: Number.isFinite(number) ? doubleText(number) : source};
}

/** A value that goes on behind its end: what is most often missing there is a `;`. */
function unclosed(
  message: string,
  source: string,
  end: number,
  placeOf: (offset: number) => Place,
): JdlError {
  const hint = NEXT_STATEMENT.test(source.slice(end)) ? 'a `;` is missing here' : undefined;
  return new JdlError(message, {place: placeOf(end > 0 && hint ? end : 0), hint});
}

/** What follows a value is the next statement, on a line of its own. */
export const NEXT_STATEMENT = /^[ \t]*\r?\n\s*\w+\s*=(?!=)/;

/** The value as a statement shows it behind the `=`. */
export function valueText(value: JdlValue): string {
  if (value.kind === 'text') return `"${value.text}"`;
  if (value.kind === 'unquoted') return value.text;
  return value.items.length === 0 ? '{\n}' : `{\n${value.items.map((item) => `"${item}"`).join(',\n')}\n}`;
}

/** The texts in quotes, each once. A quote does not close behind `'` or a backslash. */
function listFrom(source: string): JdlValue {
  if (!source.includes('"')) {
    const item = source.trim();
    return {kind: 'list', ...(item === '' ? {items: [], itemsAt: []} : {items: [item], itemsAt: [1]})};
  }
  const places = new Map<string, number>();
  for (const {index, 1: item = ''} of source.matchAll(/"((?:['\\]"|[^"])*)"/g))
    if (!places.has(item)) places.set(item, index + 1);
  return {kind: 'list', items: [...places.keys()], itemsAt: [...places.values()]};
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
