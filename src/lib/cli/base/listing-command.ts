import {Flags} from '@oclif/core';
import {isOn} from '../../settings/kinds.ts';
import {tableLines} from '../show/table.ts';
import {GridCommand} from './grid-command.ts';

/** The base of commands that make a list of their own of what the service says. */
export abstract class ListingCommand extends GridCommand {
  static override baseFlags = {
    json: Flags.boolean({description: 'print the list as JSON: {"results": [...]}', helpGroup: 'GLOBAL'}),
  };

  /**
   * Show a list: as JSON where --json or ALIENPY_JSON asks for it, else as a table.
   * @param columns heading and cell of each; headings are left out where all are empty
   */
  protected async show<T>(
    items: readonly T[],
    columns: Readonly<Record<string, (item: T) => string>>,
    {json, headings = true}: {readonly json: boolean | undefined; readonly headings?: boolean},
  ): Promise<void> {
    if (json || isOn((await this.context.environment())['ALIENPY_JSON']))
      return this.out.json({results: items});
    const rows = items.map((item) => Object.values(columns).map((cell) => cell(item)));
    for (const line of tableLines(headings ? [Object.keys(columns), ...rows] : rows)) this.out.line(line);
  }
}
