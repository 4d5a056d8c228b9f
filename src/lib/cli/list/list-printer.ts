import type {Environment} from '../../settings/environment.ts';
import {type Cell, inColumns} from '../show/columns-layout.ts';
import {hasColours} from '../show/colours.ts';
import type {Output} from '../show/output.ts';
import type {ListGroup} from './list-groups.ts';
import {type Listed, shownName} from './listed.ts';
import {nameOnScreen} from './name-on-screen.ts';
import {type ListOrder, inOrder} from './list-order.ts';

/** How a list is shown. */
export interface ListLook extends ListOrder {
  readonly long: boolean;
  /** a name a line, also on a terminal */
  readonly oneALine: boolean;
  /** a line with the name of each directory */
  readonly headings: boolean;
}

const USUAL_WIDTH = 80;

/** Print lists one after the other: lines with -l, columns on a terminal, else a name a line. */
export async function printGroups(
  groups: readonly ListGroup[],
  look: ListLook,
  out: Output,
  env: Environment,
): Promise<void> {
  const isColoured = hasColours(out.stdout, env);
  const columns = Number(env['COLUMNS'] ?? out.stdout.columns) || USUAL_WIDTH;
  for (const [index, {directory, entries}] of groups.entries()) {
    const heading = look.headings && directory !== undefined ? [out.safe(`${directory}:`)] : [];
    const gap = look.headings && index > 0 ? [''] : [];
    const cells = inOrder(entries, look).map((entry) => cellOf(entry, look.long, isColoured, out));
    const isInLines = look.long || look.oneALine || out.stdout.isTTY !== true;
    const lines = isInLines ? cells.map(({shown}) => shown) : inColumns(cells, columns);
    await out.drawn([...gap, ...heading, ...lines]);
  }
}

function cellOf(entry: Listed, long: boolean, isColoured: boolean, out: Output): Cell {
  const cell = nameOnScreen(entry, out, isColoured);
  if (!long) return cell;
  const name = shownName(entry);
  const columns = entry.line.endsWith(name) ? entry.line.slice(0, -name.length) : `${entry.line} `;
  const safe = out.stdout.isTTY ? out.safe(columns) : columns;
  return {text: safe + cell.text, shown: safe + cell.shown};
}
