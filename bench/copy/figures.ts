import {atLeast, atMost, duration, median, ratio} from '../frame/table.ts';
import type {Contestant} from './contestants.ts';
import type {Figures, Sample} from './measure-case.ts';

const MIB = 1024 * 1024;

/** What is asked of every client of the grid besides its time. */
const COSTS = [
  ['MiB at the peak', 'memory', (value: number) => (value / MIB).toFixed(0)],
  ['processor time', 'cpu', duration],
  ['requests', 'requests', String],
] as const;

/** The titles of the columns. @param contestants those of the table, the one of the project first */
export function headOf(contestants: readonly Contestant[]): string[] {
  const [own, ...others] = contestants;
  const clients = clientsOf(contestants);
  return [
    'files, direction',
    ...contestants,
    ...others.map((other) => (other === 'openssl md5' ? `${own} to ${other}` : `faster than ${other}`)),
    ...COSTS.map(([title]) => `${title}, ${clients.join(' / ')}`),
    'aims',
  ];
}

/** The cells of one row: seconds, ratios with their spread, MiB, processor time, requests. */
export function rowOf(figures: Figures, contestants: readonly Contestant[]): string[] {
  const {name, aim, md5Aim} = figures.case;
  const of = (contestant: Contestant, key: keyof Omit<Sample, 'output'> = 'time'): number[] =>
    (figures.samples.get(contestant) ?? []).map((sample) => sample[key]);
  const [own = 'alien', ...others] = contestants;
  const times = (contestant: Contestant): number => median(of(contestant));
  return [
    `${name}, ${figures.direction}`,
    ...contestants.map((contestant) => duration(times(contestant))),
    ...others.map((other) =>
      other === 'openssl md5' ? ratio(of(own), of(other)) : ratio(of(other), of(own)),
    ),
    ...COSTS.map(([, key, tell]) =>
      clientsOf(contestants)
        .map((client) => of(client, key))
        .filter((all) => all.length > 0)
        .map((all) => tell(median(all)))
        .join(' / '),
    ),
    [
      ...(aim !== undefined && others.includes('alien.py')
        ? [atLeast(`${aim} times alien.py`, aim, times('alien.py') / times(own))]
        : []),
      ...(md5Aim !== undefined && others.includes('openssl md5')
        ? [atMost(`${md5Aim} times openssl md5`, md5Aim, times(own) / times('openssl md5'))]
        : []),
    ].join('; '),
  ];
}

function clientsOf(contestants: readonly Contestant[]): Contestant[] {
  return contestants.filter((name) => name === 'alien' || name === 'alien.py');
}
