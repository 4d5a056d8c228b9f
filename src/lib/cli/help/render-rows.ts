import {stripVTControlCharacters} from 'node:util';
import {wrapWords} from './wrap-words.ts';

/** With fewer columns than this beside the names, or more lines than this, what they mean goes below them. */
const [LEAST_COLUMN, MOST_LINES] = [30, 5];

/** A name and what it means. */
export type Row = readonly (string | undefined)[];

/**
 * A list of names with what they mean beside them or, where there is too little room, below.
 * @param rows a name and its meaning each
 * @param width columns that there are for it
 */
export function renderRows(rows: readonly Row[], width: number): string {
  const lengths = rows.map(([name = '']) => stripVTControlCharacters(name).length);
  const widest = Math.max(0, ...lengths);
  const room = width - widest - 2;
  const beside = rows.map(([, meaning = '']) => wrapWords(meaning.trim(), room).split('\n'));
  if (room >= LEAST_COLUMN && beside.every(({length}) => length <= MOST_LINES)) {
    return rows
      .flatMap(([name = ''], index) => {
        const [first = '', ...others] = beside[index] ?? [];
        const gap = ' '.repeat(widest - (lengths[index] ?? 0) + 2);
        return [`${name}${gap}${first}`, ...others.map((line) => `${' '.repeat(widest + 2)}${line}`)];
      })
      .map((line) => line.trimEnd())
      .join('\n');
  }
  return rows
    .map(([name = '', meaning = '']) => {
      const below = wrapWords(meaning.trim(), width - 4).replaceAll(/^(?=.)/gm, '    ');
      return below === '' ? name.trim() : `${name.trim()}\n${below}`;
    })
    .join('\n\n');
}
