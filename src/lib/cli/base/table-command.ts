import type {Interfaces} from '@oclif/core';
import {type Table, tableFlags, tableOf, tableWishes} from '../show/columns.ts';
import {AlienCommand} from './alien-command.ts';
import {GridCommand} from './grid-command.ts';

/** The base of commands whose results can be shown as a table: `--format`, `--csv`, `--ndjson`. */
export abstract class TableCommand extends GridCommand {
  static override baseFlags = {...AlienCommand.baseFlags, ...tableFlags};

  /** the table that the person wants in place of the text */
  protected table: Table | undefined;

  protected override async parse<F extends Values, B extends Values, A extends Values>(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ) {
    const parsed = await super.parse(options, argv);
    this.table = tableOf(tableWishes(parsed.flags), this.isJson);
    return parsed;
  }
}

type Values = Record<string, unknown>;
