import {HOME} from '../frame/fill-catalogue.ts';
import type {Part} from '../frame/part.ts';
import {takeTurns} from '../frame/rounds.ts';
import {BenchScene} from '../frame/scene.ts';
import type {Measured} from '../frame/stopwatch.ts';
import {duration, median, ratio} from '../frame/table.ts';

const MIB = 2 ** 20;
const CLIENTS = ['alien, agent', 'alien', 'alien.py'] as const;
const FLAT = 20_000;
const FOLDERS = 80;
const IN_FOLDER = 1000;

/** Answers of many megabytes: the time until all is there, until the first of it, and the memory that it takes. */
export const lists: Part = {
  name: 'lists',
  title: 'long lists',
  minutes: 1,
  async measure({short, peer, rounds, within, signal}) {
    const smaller = short ? 50 : 1;
    const [flat, folder] = [FLAT / smaller, IN_FOLDER / smaller];
    const all = flat + FOLDERS * folder;
    await using at = await BenchScene.open({peer});
    await at.grid.fill({
      'many/flat': flat,
      ...Object.fromEntries(Array.from({length: FOLDERS}, (_, i) => [`many/d${i}`, folder])),
    });
    const lines = (count: number) => (output: string) => (output.match(/\.root$/gm)?.length ?? 0) === count;
    const forms = {
      [`ls -la of ${flat.toLocaleString('en')} files`]: {
        words: ['ls', '-la', 'many/flat'],
        expected: lines(flat),
      },
      [`find of ${all.toLocaleString('en')} files`]: {
        words: ['find', `${HOME}/many`, '*'],
        expected: lines(all),
      },
    };
    const contests: Record<string, () => Measured> = {};
    at.startAgent();
    for (const [name, {words, expected}] of Object.entries(forms)) {
      for (const client of at.clients)
        contests[`${name}, ${client}`] = () => ({...at.run(client, words, expected), output: ''});
    }
    const samples = await takeTurns(contests, {
      atMost: Math.min(rounds, 5),
      within,
      signal,
      warmUp: short ? 0 : 1,
    });
    const rows = Object.keys(forms).map((name) => {
      const by = (client: string, key: 'time' | 'first' | 'memory' | 'cpu'): number[] =>
        (samples.get(`${name}, ${client}`) ?? []).map((sample) => sample[key]);
      const each = (key: 'time' | 'first' | 'cpu'): string[] =>
        CLIENTS.map((client) => duration(median(by(client, key))));
      const [, cold = '', other = ''] = each('cpu');
      const memory = CLIENTS.slice(1).map((client) => (median(by(client, 'memory')) / MIB).toFixed(0));
      return [
        name,
        ...each('time'),
        ratio(by('alien.py', 'time'), by('alien', 'time')),
        ...each('first'),
        ratio(by('alien.py', 'first'), by('alien', 'first')),
        memory.join(' / '),
        `${cold} / ${other}`,
      ];
    });
    return {
      head: [
        '',
        'agent',
        'without',
        'alien.py',
        'without faster than alien.py',
        'first output: agent',
        'without',
        'alien.py',
        'without sooner than alien.py',
        'MiB at the peak, without / alien.py',
        'processor time, without / alien.py',
      ],
      rows,
      notes: [`Rounds: ${samples.values().next().value?.length ?? 0}.`],
    };
  },
};
