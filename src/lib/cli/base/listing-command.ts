import {showResults} from '../show/columns.ts';
import {tableLines} from '../show/table.ts';
import {TableCommand} from './table-command.ts';

/** The base of commands that make a list of their own of what the service says. */
export abstract class ListingCommand extends TableCommand {
  /**
   * Show a list: as JSON, as the table that the flags ask for, or as text.
   * @param columns heading and cell of each
   * @param numbers keys of the items that hold numbers as text: in JSON they are numbers
   */
  protected async show<T extends object>(
    items: readonly T[],
    columns: Readonly<Record<string, (item: T) => string>>,
    {
      headings = true,
      numbers = [],
    }: {readonly headings?: boolean; readonly numbers?: readonly (string & keyof T)[]} = {},
  ): Promise<void> {
    if (this.table || this.isJson) {
      const results = items.map((item) => withNumbers(item, numbers));
      return await showResults(results, this.table ?? {layout: 'document'}, this.out);
    }
    const rows = items.map((item) => Object.values(columns).map((cell) => cell(item)));
    for (const line of tableLines(headings ? [Object.keys(columns), ...rows] : rows)) this.out.line(line);
  }
}

/** What is no decimal number stays the text that it is. */
function withNumbers(item: object, numbers: readonly string[]): object {
  const entries = Object.entries(item).map(([key, value]): [string, unknown] => [
    key,
    numbers.includes(key) && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
  ]);
  return Object.fromEntries(entries);
}
