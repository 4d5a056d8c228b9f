import {UserError} from '../../errors/errors.ts';

const BLANK = /\s/;

/**
 * Split one line of a list into words, as a shell does: `'...'` is taken as it is, in `"..."` and outside a
 * backslash takes the next character as it is, `#` at the beginning of a word begins a comment.
 * @throws {UserError} 22 for a quote or a backslash without its end
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    if (character === '#') break;
    if (BLANK.test(character)) {
      at += 1;
      continue;
    }
    const {word, end} = readWord(line, at);
    words.push(word);
    at = end;
  }
  return words;
}

/** @returns the word that begins at `start`, and where it ends */
function readWord(line: string, start: number): {word: string; end: number} {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === quote) {
      quote = '';
    } else if (character === '\\' && quote !== "'") {
      at += 1;
      if (at === line.length) throw new UserError('nothing follows the backslash at the end');
      // Between double quotes a backslash is only special before these two.
      word += quote === '"' && !/["\\]/.test(line.charAt(at)) ? `\\${line.charAt(at)}` : line.charAt(at);
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
    } else if (quote === '' && BLANK.test(character)) {
      break;
    } else {
      word += character;
    }
  }
  if (quote !== '') throw new UserError(`the ${quote} is not closed`);
  return {word, end: at};
}
