import type {Progress} from '../../jobs/follow/progress.ts';
import {type Phase, stateWords} from '../../jobs/states.ts';
import {durationText} from '../../words/duration.ts';
import {countsText, idsText} from './job-words.ts';

/** What is drawn besides the jobs. */
export interface FrameFacts {
  readonly columns: number;
  readonly rows: number;
  readonly now: Date;
  /** when it is looked again; undefined where that is not known */
  readonly next: Date | undefined;
  /** why it is not looked at present */
  readonly pausedBecause: string | undefined;
}

/** A bar is made of these, in this order. */
const BAR: readonly (readonly [Phase, string])[] = [
  ['done', '█'],
  ['failed', 'x'],
  ['killed', '-'],
  ['running', '▒'],
  ['waiting', '·'],
];

/** Two columns stay free for the renderer, and two for its mark. */
const MARGIN = 4;
const WIDEST_BAR = 40;

/** The lines of a live view, not more than the window has rows: what is done is folded away, what is new comes first. */
export function watchFrame(progresses: readonly Progress[], facts: FrameFacts): string[] {
  const width = Math.max(facts.columns - MARGIN, 20);
  const over = progresses.filter(({outcome}) => outcome === 'done');
  const others = progresses.filter(({outcome}) => outcome !== 'done');
  const blocks = others.map((progress) => jobBlock(progress, width, facts.now));
  const foot = [...doneLines(over), footLine(facts)].map((line) => line.slice(0, width));
  const room = Math.max(facts.rows - 1 - foot.length, 1);
  const shown: string[] = [];
  let hidden = 0;
  for (const block of blocks) {
    const isLast = hidden === 0 && block === blocks.at(-1);
    if (hidden === 0 && shown.length + block.length <= room - (isLast ? 0 : 1)) shown.push(...block);
    else hidden += 1;
  }
  return [...shown, ...(hidden > 0 ? [`... ${hidden} more jobs`] : []), ...foot];
}

function jobBlock(progress: Progress, width: number, now: Date): string[] {
  const {job, counts, total, finished, rate, left, failures, last} = progress;
  const title = `${job.id} ${job.name}`;
  if (job.subjobs.size === 0) return [`${title}  ${stateWords(job.state)}`.slice(0, width)];
  const speed =
    rate === undefined || finished === total
      ? ''
      : `  ${rate >= 10 ? Math.round(rate) : rate.toFixed(1)}/min, ${durationText(left ?? 0)} left`;
  const room = Math.min(WIDEST_BAR, width - 2);
  return [
    `${title}  ${finished}/${total}${speed}`,
    `  ${bar(counts, total, room)}`,
    `  ${countsText(counts)}`,
    ...[...failures].map(([state, ids]) => `  ${ids.length} ${stateWords(state)}: ${idsText(ids, 3)}`),
    ...(last
      ? [
          `  last: ${last.id} ${last.from || 'new'} -> ${last.to}, ${durationText((now.getTime() - last.at.getTime()) / 1000)} ago`,
        ]
      : []),
  ].map((line) => line.slice(0, width));
}

/** A bar of so many columns; whatever there is at all gets one. */
export function bar(counts: Readonly<Record<Phase, number>>, total: number, width: number): string {
  const parts = BAR.map(([phase, mark]) => ({
    mark,
    length: counts[phase] === 0 ? 0 : Math.max(1, Math.round((counts[phase] / total) * width)),
  }));
  const largest = parts.reduce((most, part) => (part.length > most.length ? part : most));
  largest.length += width - parts.reduce((sum, {length}) => sum + length, 0);
  return parts.map(({mark, length}) => mark.repeat(Math.max(length, 0))).join('');
}

function doneLines(over: readonly Progress[]): string[] {
  if (over.length === 0) return [];
  const subjobs = over.reduce((sum, {job}) => sum + job.subjobs.size, 0);
  const ids = idsText(
    over.map(({job}) => job.id),
    3,
  );
  return [`done: ${ids}${subjobs > 0 ? ` (${subjobs} subjobs)` : ''}`];
}

function footLine({now, next, pausedBecause}: FrameFacts): string {
  if (pausedBecause !== undefined) return `No connection: ${pausedBecause} It is tried again.`;
  if (next === undefined) return '';
  const seconds = Math.max(0, Math.round((next.getTime() - now.getTime()) / 1000));
  return `next look in ${seconds} s; Ctrl-C ends watching, not the jobs`;
}
