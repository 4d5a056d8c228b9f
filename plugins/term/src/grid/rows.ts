import {inspect, stripVTControlCharacters} from 'node:util';
import {harmless} from '@alien-grid/cli/command';

/** More rows than that are counted, not shown. */
const MOST_ROWS = 200;

/** Keys that only repeat the others. */
const LEFT_OUT = new Set(['message']);

/** A list that prints as a table where its elements are objects with plain values. Else it is an array like any. */
export class Rows<T> extends Array<T> {
  /** Made of what a list holds, one number too. */
  static fromAll<T>(list: Iterable<T>): Rows<T> {
    const rows = new Rows<T>();
    for (const each of list) rows.push(each);
    return rows;
  }

  [inspect.custom](_depth: number, options: object): string {
    const rows: readonly unknown[] = [...this];
    return rows.length > 0 && rows.every(isRow) ? table(rows) : inspect(rows, options);
  }
}

type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date)
    return false;
  return Object.values(value).every(
    (each: unknown) => typeof each !== 'object' || each === null || isPlain(each),
  );
}

function isPlain(value: object): boolean {
  return value instanceof Date || (Array.isArray(value) && value.every((each) => typeof each !== 'object'));
}

/** The rows in columns, numbers to the right; columns that are empty in all rows are left out. */
function table(all: readonly Row[]): string {
  const rows = all.slice(0, MOST_ROWS);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (key) => !LEFT_OUT.has(key) && rows.some((row) => cell(row[key]) !== ''),
  );
  const columns = keys.map((key) => {
    const cells = rows.map((row) => cell(row[key]));
    const isNumber = rows.every((row) => typeof (row[key] ?? 0) === 'number');
    const width = Math.max(key.length, ...cells.map(widthOf));
    const pad = (text: string): string =>
      isNumber ? ' '.repeat(width - widthOf(text)) + text : text + ' '.repeat(width - widthOf(text));
    return [pad(key), ...cells.map(pad)];
  });
  const lines = [undefined, ...rows].map((_, at) =>
    columns
      .map((column) => column[at] ?? '')
      .join('  ')
      .trimEnd(),
  );
  const more = all.length - rows.length;
  return [...lines, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n');
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : shortTime(value);
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : inspect(value);
  return harmless(stripVTControlCharacters(text)).replaceAll('\n', ' ');
}

/** `2026-11-29 21:52`, in the time zone of this machine. */
function shortTime(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

function widthOf(text: string): number {
  return [...text].length;
}
