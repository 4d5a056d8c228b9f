import {showResults} from '../show/columns.ts';
import {tableLines} from '../show/table.ts';
import {TableCommand} from './table-command.ts';

/** The base of commands that make a list of their own of what the service says. */
export abstract class ListingCommand extends TableCommand {
  /**
   * Show a list: as JSON, as the table that the flags ask for, or as text.
   * @param columns heading and cell of each; headings are left out where all are empty
   */
  protected async show<T extends object>(
    items: readonly T[],
    columns: Readonly<Record<string, (item: T) => string>>,
    {headings = true}: {readonly headings?: boolean} = {},
  ): Promise<void> {
    if (this.table || this.isJson) return showResults(items, this.table ?? {layout: 'document'}, this.out);
    const rows = items.map((item) => Object.values(columns).map((cell) => cell(item)));
    for (const line of tableLines(headings ? [Object.keys(columns), ...rows] : rows)) this.out.line(line);
  }
}
