/** What a line is at its end, where the cursor is. */
export interface OpenLine {
  /** the complete words of the command that is being typed, without their quotes */
  readonly words: readonly string[];
  /** the word at the cursor as far as it is typed, without its quotes; empty behind a blank */
  readonly current: string;
  /** the same as it was typed, to the cursor */
  readonly raw: string;
  /** where `raw` begins, in UTF-16 units */
  readonly from: number;
  /** the quote that is still open in `raw` */
  readonly quote: Quote;
  /** who reads the word: the program, a shell on this machine (`!`, `|`), a redirection, nothing (a comment) */
  readonly reader: 'program' | 'shell' | 'redirect' | 'comment';
}

export type Quote = '' | "'" | '"';

const BLANKS = /(?:[ \t\r\f\v]|\\\r?\n)*/y;
const NEXT_COMMAND = /;|\n|&&|\|\||&(?=\s|;|$)/y;
const LOCAL_COMMAND = /!|sh:/iy;
const REDIRECT = /2?>>?/y;

/**
 * Split a line that is being typed, by the rules of `readLine`; here nothing is an error.
 * @param text up to the cursor
 */
export function splitLine(text: string): OpenLine {
  let words: string[] = [];
  let reader: OpenLine['reader'] = 'program';
  let at = 0;
  const take = (expression: RegExp): boolean => {
    expression.lastIndex = at;
    if (!expression.test(text)) return false;
    at = expression.lastIndex;
    return true;
  };
  for (;;) {
    take(BLANKS);
    if (take(NEXT_COMMAND)) {
      words = [];
      reader = 'program';
      continue;
    }
    if (reader === 'program') {
      if ((words.length === 0 && take(LOCAL_COMMAND)) || take(/\|/y)) {
        words = [];
        reader = 'shell';
        continue;
      }
      if (take(REDIRECT)) {
        reader = 'redirect';
        continue;
      }
    }
    const from = at;
    if (text[at] === '#') {
      return {words, current: '', raw: text.slice(from), from, quote: '', reader: 'comment'};
    }
    const word = openWord(text, from);
    if (word.end >= text.length) {
      // A backslash that nothing stands behind yet is left out.
      const raw = text.slice(from, word.end > text.length ? -1 : undefined);
      return {words, current: word.text, raw, from, quote: word.quote, reader};
    }
    at = word.end;
    if (reader === 'redirect') reader = 'program';
    else words.push(word.text);
  }
}

const PLAIN = /[^\s;'"\\]+/y;
const ESCAPED_IN_DOUBLE_QUOTES = /["\\$`]/;

/** One word, which need not be complete. `end` is past the end of the text where a backslash is the last character. */
function openWord(text: string, start: number): {text: string; end: number; quote: Quote} {
  let read = '';
  let quote: Quote = '';
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (quote === '') {
      if (/[\s;]/.test(character)) break;
      PLAIN.lastIndex = at;
      const [plain] = PLAIN.exec(text) ?? [];
      if (plain !== undefined) {
        read += plain;
        at += plain.length;
        continue;
      }
      at++;
      if (character === '\\') read += text[at++] ?? '';
      else quote = character as Quote;
    } else if (character === quote) {
      quote = '';
      at++;
    } else {
      const next = text[at + 1] ?? '';
      const isEscaped = quote === '"' && character === '\\' && ESCAPED_IN_DOUBLE_QUOTES.test(next);
      read += isEscaped ? next : character;
      at += isEscaped ? 2 : 1;
    }
  }
  return {text: read, end: at, quote};
}
