import {JdlError} from './jdl-error.ts';
import type {PreparedText} from './prepared-text.ts';
import {valueFrom} from './values.ts';
import type {JdlValue} from './values.ts';

/** `Key = Value;`, and where in the prepared text its parts begin. */
export interface Statement {
  readonly key: string;
  readonly value: JdlValue;
  readonly keyAt: number;
  readonly valueAt: number;
}

/** Splits a job description into its statements. Throws {@link JdlError}. */
export function* statementsIn(prepared: PreparedText): Generator<Statement> {
  const {text} = prepared;
  let position = 0;
  for (;;) {
    const sign = text.indexOf('=', position);
    // What is left without an assignment says nothing.
    if (sign < 0) return;
    const key = trimmed(text, position, sign);
    checkKey(key.text, key.text === '' ? sign : key.at, prepared);
    const end = endOfValue(key.text, sign + 1, prepared);
    const value = trimmed(text, sign + 1, end);
    yield {
      key: key.text,
      keyAt: key.at,
      valueAt: value.at,
      value: valueFrom(key.text, value.text, (at) => prepared.placeOf(value.at + at)),
    };
    position = end + 1;
  }
}

/** Blanks and control characters go away, as in Java; what else JavaScript takes for blank stays. */
function trimmed(text: string, start: number, end: number): {readonly text: string; readonly at: number} {
  const part = text.slice(start, end).replace(/[\0-\x20]+$/, '');
  const inner = part.replace(/^[\0-\x20]+/, '');
  return {text: inner, at: start + part.length - inner.length};
}

function checkKey(key: string, at: number, prepared: PreparedText): void {
  if (key === '') {
    throw new JdlError('Key cannot be the empty string', {place: prepared.placeOf(at)});
  }
  const illegal = /[^A-Za-z0-9_]/u.exec(key);
  if (illegal === null) return;
  // Two words before one `=`: an earlier line has none.
  const hint = /^\w+[^\n=]*\n/.test(key) ? `a \`=\` is missing in \`${key.split('\n')[0]}\`` : undefined;
  const place = prepared.placeOf(at + illegal.index);
  throw new JdlError(`Illegal character '${illegal[0]}' in key '${key}'`, {place, hint});
}

/** Where the `;` stands that ends the value, or the end of the text. */
function endOfValue(key: string, start: number, prepared: PreparedText): number {
  const {text} = prepared;
  let openedAt: number | undefined;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') {
      if (++index >= text.length) {
        const place = prepared.placeOf(index - 1);
        throw new JdlError(`JDL syntax error: unfinished escape in the value of tag ${key}`, {place});
      }
    } else if (character === '"') openedAt = openedAt === undefined ? index : undefined;
    else if (character === ';' && openedAt === undefined) return index;
  }
  if (openedAt !== undefined) {
    const place = prepared.placeOf(openedAt);
    const hint = 'this quote, or one before it, has no partner';
    throw new JdlError(`JDL syntax error: unfinished quotes in the value of tag ${key}`, {place, hint});
  }
  return text.length;
}
