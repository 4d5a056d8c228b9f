import {directoryColour} from '../show/colours.ts';
import type {Cell} from '../show/columns-layout.ts';
import type {Output} from '../show/output.ts';
import {type Listed, shownName} from './listed.ts';

/** The name of an entry as it is printed: on a terminal harmless and on one line, and directories in their colour. */
export function nameOnScreen(entry: Listed, out: Output, isColoured: boolean): Cell {
  const name = shownName(entry);
  if (!out.stdout.isTTY) return {text: name, shown: name};
  const text = out.safe(name).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return {text, shown: isColoured && entry.type === 'd' ? directoryColour(text) : text};
}
