import {median} from '../table.ts';
import type {Contestant, Task} from './contestants.ts';
import type {Measured} from './measured-run.ts';

/** One run of one contestant. */
export interface Sample extends Measured {
  /** Requests to the central service; none for those that do not know it. */
  readonly requests: number;
}

/** All runs of one case in one direction. */
export interface Figures {
  readonly name: string;
  readonly direction: Task['direction'];
  readonly files: number;
  readonly samples: ReadonlyMap<Contestant, readonly Sample[]>;
}

const MIB = 1024 * 1024;
const OTHERS: readonly Contestant[] = ['alien.py', 'xrdcp', 'xrdcp, tuned', 'xrdcp, tuned, and md5sum'];

export const HEAD = [
  'files, direction',
  'alien',
  'alien.py',
  ...OTHERS.map((other) => `faster than ${other}`),
  'transfers alone to tuned xrdcp',
  'memory alien / alien.py',
  'requests alien / alien.py',
];

/** The cells of one row: seconds, ratios with their spread, MiB, requests. */
export function rowOf({name, direction, samples}: Figures): string[] {
  const of = (contestant: Contestant): readonly Sample[] => samples.get(contestant) ?? [];
  const alien = of('alien');
  const peer = of('alien.py');
  const middle = (list: readonly Sample[], key: keyof Sample): number => median(list.map((s) => s[key]));
  const both = (key: keyof Sample, unit: number): string =>
    [alien, peer].map((list) => Math.round(middle(list, key) / unit)).join(' / ');
  return [
    `${name}, ${direction}`,
    seconds(middle(alien, 'time')),
    seconds(middle(peer, 'time')),
    ...OTHERS.map((other) => ratio(of(other), alien)),
    ratio(of('xrdcp, tuned'), of('transfers alone')),
    both('memory', MIB),
    both('requests', 1),
  ];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}

/** How many times longer the first one took: of the medians, and from the smallest to the largest of a round. */
function ratio(longer: readonly Sample[], shorter: readonly Sample[]): string {
  const rounds = longer.map(({time}, i) => time / (shorter[i]?.time ?? Number.NaN)).sort((a, b) => a - b);
  if (rounds.length === 0) return '';
  const middle = median(longer.map((s) => s.time)) / median(shorter.map((s) => s.time));
  return `${middle.toFixed(1)} (${rounds[0]?.toFixed(1)}-${rounds.at(-1)?.toFixed(1)})`;
}
