import {shellWord} from '@alien-grid/cli/command';

const PARAMETER = /\$(?:\{([1-9]\d*|[@*#])\}|([1-9@*#]))/g;

/** What stands in single quotes, in double quotes, behind a backslash; and all else. */
const PIECES = /'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]|[^'"\\]+|[^]/g;

/**
 * The line that an alias stands for, with the words behind it: in the places of `$1`, `$2`, `$@` (all), `$#` (how
 * many), or at the end where it has none of these. In single quotes `$` means nothing, as in a shell.
 */
export function withWords(value: string, words: readonly string[]): string {
  let hasPlaces = false;
  const line = value.replace(PIECES, (piece) => {
    if (piece.startsWith("'") || piece.startsWith('\\')) return piece;
    const isQuoted = piece.startsWith('"');
    return piece.replace(PARAMETER, (_, braced: string | undefined, plain: string | undefined) => {
      hasPlaces = true;
      const text = valuesOf(braced ?? plain ?? '', words);
      return isQuoted ? text.join(' ').replace(/["\\$`]/g, String.raw`\$&`) : text.map(shellWord).join(' ');
    });
  });
  return hasPlaces ? line : [value, ...words.map(shellWord)].join(' ');
}

function valuesOf(parameter: string, words: readonly string[]): readonly string[] {
  if (parameter === '@' || parameter === '*') return words;
  if (parameter === '#') return [String(words.length)];
  const word = words[Number(parameter) - 1];
  return word === undefined ? [] : [word];
}
