import type {MlRow} from '../../web/query-ml.ts';

/** Blanks between two columns. */
const GAP = 3;
/** Its values are s or ms since 1970. */
const TIME = 'Timestamp';
/** Smaller numbers are seconds: in ms they would be of 1973. */
const FIRST_MS = 1e11;

/** A table of values, a line each; times are local. */
export function mlTable(rows: readonly MlRow[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => shown(column, row[column])));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const lineOf = (line: readonly string[]): string =>
    line
      .map((cell, index) => cell.padEnd((widths[index] ?? 0) + GAP))
      .join('')
      .trimEnd();
  return rows.length === 0 ? [] : [columns, ...cells].map(lineOf);
}

function shown(column: string, value: MlRow[string] | undefined): string {
  if (value === undefined || value === null) return '';
  const time = Number(value);
  if (column !== TIME || !Number.isSafeInteger(time)) return String(value);
  return new Date(time < FIRST_MS ? time * 1000 : time).toLocaleString('sv-SE');
}
