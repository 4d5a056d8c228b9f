import {LAST_CODE, type Variable, type Word} from './line.ts';
import type {Scanner} from './scanner.ts';

/** In double quotes a backslash is for these alone, and for the end of a line, as in a shell. */
const ESCAPED_IN_DOUBLE_QUOTES = /\\(?:(["\\$`])|\n)|\$(?:(\?)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/y;

/** Read one word: up to a blank or the end of the command, quotes and backslashes as in a shell. */
export function readWord(scanner: Scanner): Word {
  const parts: (string | typeof LAST_CODE | Variable)[] = [];
  const add = (...more: Word): void => {
    for (const part of more) {
      const last = parts.at(-1);
      if (typeof last === 'string' && typeof part === 'string') parts[parts.length - 1] = last + part;
      else parts.push(part);
    }
  };
  while (!scanner.isWordOver) {
    const {next} = scanner;
    if (next === "'") add(scanner.quoted("'"));
    else if (next === '"') add(...doubleQuoted(scanner.quoted('"'), scanner.hasVariables));
    else if (next === '\\') add(escaped(scanner));
    else if (scanner.take(/\$\?/y)) add(LAST_CODE);
    else if (scanner.hasVariables && next === '$') add(variableOrSign(scanner));
    else add(scanner.take(/[^\s;'"\\$]+|[^]/y)?.[0] ?? '');
  }
  return parts;
}

function variableOrSign(scanner: Scanner): string | Variable {
  const [, bare, braced] = scanner.take(VARIABLE) ?? [];
  const variable = bare ?? braced;
  if (variable !== undefined) return {variable};
  scanner.at++;
  return '$';
}

function doubleQuoted(text: string, hasVariables: boolean): Word {
  const parts: (string | typeof LAST_CODE | Variable)[] = [];
  let from = 0;
  let plain = '';
  for (const match of text.matchAll(ESCAPED_IN_DOUBLE_QUOTES)) {
    const [all, character = '', lastCode, bare, braced] = match;
    plain += text.slice(from, match.index) + character;
    from = match.index + all.length;
    const variable = bare ?? braced;
    if (variable !== undefined && !hasVariables) plain += all;
    else if (variable !== undefined || lastCode !== undefined) {
      parts.push(plain, variable === undefined ? LAST_CODE : {variable});
      plain = '';
    }
  }
  return [...parts, plain + text.slice(from)];
}

function escaped(scanner: Scanner): string {
  const [, character] = scanner.take(/\\\r?\n|\\([^])/y) ?? [];
  if (character === undefined && scanner.next === '\\')
    throw scanner.error('Nothing stands behind this backslash.');
  return character ?? '';
}
