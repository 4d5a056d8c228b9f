import type {OpenLine} from './split-line.ts';

/** What means something to a shell outside of quotes. */
const SPECIAL = /[\s!"#$&'()*;<>?[\\\]^`{|}]/g;

/**
 * The word at the cursor, completed: what was typed stays as it was, and the rest is quoted as the quote that is open
 * there wants it. The open quote is not closed.
 * @param word without quotes; it begins with what was typed
 */
export function completedWord(
  {raw, current, quote}: Pick<OpenLine, 'raw' | 'current' | 'quote'>,
  word: string,
): string {
  const rest = word.slice(current.length);
  switch (quote) {
    case "'":
      return raw + rest.replaceAll("'", String.raw`'\''`);
    case '"':
      return raw + rest.replace(/["\\$`]/g, String.raw`\$&`);
    case '':
      return raw + rest.replace(SPECIAL, String.raw`\$&`);
  }
}
