import type {Continuations} from '@alien-grid/cli/command';
import {inColumns} from './columns.ts';

/** A line behind a completion. */
interface Continued {
  readonly line: string;
  readonly cursor: number;
  /** what is to be shown, row by row; empty where the line was continued */
  readonly list: readonly string[];
}

/** So many rows are shown at the most. */
const MOST_ROWS = 40;

/**
 * Continue a line as far as it is sure; where it is not, show what there is.
 * @param width of the terminal, in columns
 */
export function continueLine(
  line: string,
  cursor: number,
  {from, list}: Continuations,
  width: number,
): Continued {
  const typed = line.slice(from, cursor);
  const behind = line.slice(cursor);
  const withText = (text: string): Continued => ({
    line: line.slice(0, from) + text + behind,
    cursor: from + text.length,
    list: [],
  });
  const [first, ...others] = list;
  if (first === undefined) return {line, cursor, list: []};
  if (others.length === 0) return withText(first.isOpen ? first.text : closed(first.text, behind));
  const common = others.reduce((start, {text}) => commonStart(start, text), first.text);
  if (common.length > typed.length) return withText(common);
  const rows = inColumns(
    list.map(({label}) => label),
    width,
  );
  const more = rows.length - MOST_ROWS;
  const shown = more > 0 ? [...rows.slice(0, MOST_ROWS), `... and ${more} more rows`] : rows;
  return {line, cursor, list: shown};
}

/** A complete word: its quote closed, a blank behind it. */
function closed(text: string, behind: string): string {
  const [quote = ''] = /^['"]/.exec(text) ?? [];
  return `${text}${quote}${behind.startsWith(' ') ? '' : ' '}`;
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}
