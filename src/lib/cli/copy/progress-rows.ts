import {barLines} from './progress-bar.ts';
import {padded, shortened} from './shortened.ts';
import stringWidth from 'string-width';
import {formatBytes} from '../../words/format-bytes.ts';

/** A file under way that is drawn. */
export interface RunningTransfer {
  readonly source: string;
  /** where it comes from or goes to, or what is done with it instead; of several replicas how many */
  readonly place: string;
  /** bytes */
  readonly size: number;
  readonly bytes: number;
  /** bytes a second; undefined where that says nothing */
  readonly rate: number | undefined;
}

/** The whole copy at one moment. */
export interface Totals {
  readonly files: number;
  readonly finished: number;
  readonly failed: number;
  /** files that have not been begun */
  readonly queued: number;
  readonly bytes: number;
  readonly finishedBytes: number;
  /** bytes a second, since the beginning */
  readonly rate: number;
}

export interface Window {
  readonly columns: number;
  readonly rows: number;
}

/** More lines than these no one reads. */
const MOST_TRANSFERS = 8;

/** A spinner and a blank before each line, and two columns that the renderer leaves free. */
const MARGIN = 4;
const PLACE_WIDTH = 22;
/** Narrower than this, the place gives way to the name. */
const ROOM_FOR_PLACE = 60;

/**
 * What to draw in a window: a line for as many of the transfers as there is room for, then the totals. One line of the
 * window stays free, for the cursor.
 */
export function progressRows(
  transfers: readonly RunningTransfer[],
  totals: Totals,
  {columns, rows}: Window,
): string[] {
  const width = Math.max(columns - MARGIN, 1);
  const room = (lines: readonly string[]) =>
    Math.min(transfers.length, MOST_TRANSFERS, Math.max(rows - 1 - lines.length, 0));
  // What is not shown is counted, which may take one more line.
  const hidden = transfers.length - room(totalLines(totals, transfers.length, width));
  const lines = totalLines(totals, hidden, width).slice(0, Math.max(rows - 1, 1));
  const shown = transfers.slice(0, room(lines));
  return [...shown.map((transfer) => transferLine(transfer, width)), ...lines];
}

/** The facts come first: the width of a name is not known for certain, and they must not move. */
function transferLine({source, place, size, bytes, rate}: RunningTransfer, width: number): string {
  const percent = size === 0 ? 100 : Math.min(Math.floor((bytes / size) * 100), 100);
  const speed = rate === undefined ? '' : `${formatBytes(rate)}/s`;
  const facts = [`${String(percent).padStart(3)}%`, speed.padStart(10)];
  if (width >= ROOM_FOR_PLACE) facts.push(padded(shortened(place, PLACE_WIDTH), PLACE_WIDTH));
  else if (rate === undefined) facts[1] = padded(shortened(place, 10), 10);
  const text = `${facts.join('  ')}  `;
  const name = source.replace(/\s/g, ' '); // a line is one line
  return shortened(`${text}${shortened(name, Math.max(width - stringWidth(text), 4))}`, Math.max(width, 4));
}

/** The bar and the totals, which are broken between their parts so that none is longer than `width`. */
function totalLines(totals: Totals, hidden: number, width: number): string[] {
  const {files, finished, failed, queued, bytes, finishedBytes, rate} = totals;
  const parts = [`${finished}/${files} files`, `${formatBytes(finishedBytes)} of ${formatBytes(bytes)}`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (queued > 0) parts.push(`${queued} queued`);
  if (hidden > 0) parts.push(`${hidden} more running`);
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 2 <= width)
      lines[lines.length - 1] = `${last}, ${part}`;
    else lines.push(part);
  }
  return [...barLines({done: finishedBytes, all: bytes, rate}, width), ...lines];
}
