import {Flags, type Interfaces} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {parts} from '../../flow/parts.ts';
import type {Output} from './output.ts';

/** How results are shown one a line. */
export interface Table {
  /** keys of the results; all of them where this is absent */
  readonly columns?: readonly string[];
  readonly layout: 'tabs' | 'csv' | 'ndjson' | 'document';
}

/** The options by which every command that the central service answers shows its results as a table. */
export const tableFlags = {
  format: Flags.string({
    description: 'only these keys of each result, with commas between them: --format lfn,size',
    helpValue: 'KEYS',
    helpGroup: 'GLOBAL',
  }),
  csv: Flags.boolean({description: 'results as CSV, with a line of headings', helpGroup: 'GLOBAL'}),
  ndjson: Flags.boolean({description: 'results as JSON, one a line', helpGroup: 'GLOBAL'}),
} satisfies Interfaces.FlagInput;

interface TableWishes {
  readonly json?: boolean;
  readonly format?: string | undefined;
  readonly csv?: boolean;
  readonly ndjson?: boolean;
}

/** What the flags of a command say of a table. A command may have a flag of its own under such a name. */
export function tableWishes(flags: Readonly<Record<string, unknown>>): TableWishes {
  const {format, csv, ndjson, json} = flags;
  return {
    json: json === true,
    format: typeof format === 'string' ? format : undefined,
    csv: csv === true,
    ndjson: ndjson === true,
  };
}

/**
 * The table that the flags ask for, if any. `--json` with `--format` is the whole answer with fewer keys.
 * @throws {UserError} 22 for flags that exclude each other, and for a column without a name
 */
export function tableOf({format, csv, ndjson, json: asked}: TableWishes, json: boolean): Table | undefined {
  const [first, second] = Object.entries({json: asked, csv, ndjson}).flatMap(([name, is]) =>
    is ? [`--${name}`] : [],
  );
  if (second !== undefined) throw new UserError(`Choose one of ${first} and ${second}.`);
  const columns = format?.split(',').map((column) => column.trim());
  if (columns?.includes('')) throw new UserError(`--format ${format}: a column has no name.`);
  const layout = csv ? 'csv' : ndjson ? 'ndjson' : json ? 'document' : 'tabs';
  if (columns === undefined) return csv || ndjson ? {layout} : undefined;
  return {layout, columns};
}

/** Print results as a table, or as the elements of `results`. @throws {UserError} 22 for a column that there is not */
export async function showResults(results: readonly object[], table: Table, out: Output): Promise<void> {
  await new TableWriter(table, out).add(results);
}

/** Rows that are made into text at once. */
const BATCH = 1000;

/** Prints a table as its rows come. The columns are those of the first rows, where they are not asked for. */
export class TableWriter {
  readonly #table: Table;
  readonly #out: Output;
  #keys: readonly string[] | undefined;

  constructor(table: Table, out: Output) {
    this.#table = table;
    this.#out = out;
  }

  /** @throws {UserError} 22 for a column that the first rows do not have */
  async add(results: readonly object[]): Promise<void> {
    for (const some of parts(results, BATCH)) await this.#write(some);
  }

  async #write(results: readonly object[]): Promise<void> {
    const {columns, layout} = this.#table;
    const entries = results.map(entryOf);
    const isFirst = this.#keys === undefined;
    const keys = (this.#keys ??= columnsOf(entries, columns));
    if (layout !== 'csv' && layout !== 'tabs')
      return await this.#out.results(columns ? entries.map((entry) => picked(entry, keys)) : results);
    const headings = layout === 'csv' && isFirst && keys.length > 0 ? [keys.map(csvCell).join(',')] : [];
    await this.#out.lines([...headings, ...linesOf(entries, keys, layout)]);
  }
}

/** The results with some of their keys only, in this order. @throws {UserError} 22 for a key that none has */
export function pick<T extends object>(
  results: readonly T[],
  columns: readonly string[] | undefined,
): Partial<T>[] {
  if (columns === undefined) return [...results];
  const entries = results.map(entryOf);
  columnsOf(entries, columns);
  return entries.map((entry) => picked(entry, columns) as Partial<T>);
}

function picked(entry: ReadonlyMap<string, unknown>, columns: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(columns.filter((key) => entry.has(key)).map((key) => [key, entry.get(key)]));
}

type Entries = readonly ReadonlyMap<string, unknown>[];

function entryOf(result: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(result));
}

/** The columns that were asked for, or all that there are; the text for people only where there is nothing else. */
function columnsOf(entries: Entries, columns: readonly string[] | undefined): readonly string[] {
  const known = [...new Set(entries.flatMap((entry) => [...entry.keys()]))];
  const unknown = columns?.filter((column) => !known.includes(column)) ?? [];
  if (entries.length > 0 && unknown.length > 0)
    throw new UserError(`There is no column ${unknown.join(', ')} in this answer.`, {
      next: [`There are: ${known.join(', ')}`],
    });
  const others = known.filter((key) => key !== 'message');
  return columns ?? (others.length > 0 ? others : known);
}

/** Rows as lines of text; for `csv` see RFC 4180. */
function* linesOf(entries: Entries, keys: readonly string[], layout: 'csv' | 'tabs'): Generator<string> {
  for (const entry of entries) {
    const cells = keys.map((key) => cellText(entry.get(key)));
    yield layout === 'csv' ? cells.map(csvCell).join(',') : cells.map(plainCell).join('\t');
  }
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What would end the cell is written as in C. */
function plainCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
