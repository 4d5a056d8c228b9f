import {formatBytes} from '../../words/format-bytes.ts';
import {formatDuration} from './progress-format.ts';

/** How far a whole is. */
export interface BarFacts {
  /** bytes */
  readonly done: number;
  readonly all: number;
  /** bytes a second */
  readonly rate: number;
}

const [FULL, EMPTY] = ['█', '░'];
const [SHORTEST, LONGEST] = [10, 40];
const PERCENT = ' 100%'.length;

/** A bar with rate and time left, in one line, or in two where there is no room for one. No line is wider than `width`. */
export function barLines({done, all, rate}: BarFacts, width: number): string[] {
  const share = all === 0 ? 1 : Math.min(done / all, 1);
  const facts = [`${formatBytes(rate)}/s`];
  if (rate > 0) facts.push(`${formatDuration(Math.max(all - done, 0) / rate)} left`);
  const text = facts.join(', ');
  const beside = width - PERCENT - text.length - 2;
  const isInOne = beside >= SHORTEST;
  const length = Math.max(Math.min(isInOne ? beside : width - PERCENT, LONGEST), 1);
  const full = Math.floor(share * length);
  const percent = `${String(Math.floor(share * 100)).padStart(4)}%`;
  const bar = `${FULL.repeat(full)}${EMPTY.repeat(length - full)}${percent}`;
  const below = text.length <= width ? [text] : facts;
  return (isInOne ? [`${bar}  ${text}`] : [bar, ...below]).map((line) => line.slice(0, Math.max(width, 1)));
}
