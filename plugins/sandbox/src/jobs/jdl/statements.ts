import {JdlError} from './errors.ts';
import {valueFrom} from './values.ts';
import type {JdlValue} from './values.ts';

/** Splits a job description into its statements, `Key = Value;` each. Throws {@link JdlError}. */
export function* statementsIn(text: string): Generator<[key: string, value: JdlValue]> {
  let position = 0;
  for (;;) {
    const sign = text.indexOf('=', position);
    // What is left without an assignment says nothing.
    if (sign < 0) return;
    const key = checkedKey(trimmed(text.slice(position, sign)));
    const end = endOfValue(key, text, sign + 1);
    yield [key, valueFrom(key, trimmed(text.slice(sign + 1, end)))];
    position = end + 1;
  }
}

/** Takes lines of comment away and puts the arguments in the place of `$1`, `$2`, ... Throws {@link JdlError}. */
export function prepare(text: string, args: readonly string[]): string {
  const lines = text.includes('#') ? text.split('\n').filter((line) => !/^\s*(#|$)/.test(line)) : [text];
  return lines.join('\n').replace(/\$(\d+)/g, (_, digits: string) => {
    const value = args[Number(digits) - 1];
    if (value !== undefined) return value;
    throw new JdlError(`The JDL indicates argument $${digits} but you haven't provided it`);
  });
}

/** Blanks and control characters go away, as in Java; what else JavaScript takes for blank stays. */
function trimmed(text: string): string {
  return text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
}

function checkedKey(key: string): string {
  if (key === '') throw new JdlError('Key cannot be the empty string');
  const illegal = /[^A-Za-z0-9_]/u.exec(key)?.[0];
  if (illegal !== undefined) throw new JdlError(`Illegal character '${illegal}' in key '${key}'`);
  return key;
}

/** Where the `;` stands that ends the value, or the end of the text. */
function endOfValue(key: string, text: string, start: number): number {
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') {
      if (++index >= text.length) {
        throw new JdlError(`JDL syntax error: unfinished escape in the value of tag ${key}`);
      }
    } else if (character === '"') quoted = !quoted;
    else if (character === ';' && !quoted) return index;
  }
  if (quoted) throw new JdlError(`JDL syntax error: unfinished quotes in the value of tag ${key}`);
  return text.length;
}
