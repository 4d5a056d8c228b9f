import type {Part} from '../frame/part.ts';
import {BenchScene} from '../frame/scene.ts';
import {FAR, LARGE, shortened, SMALL} from './cases.ts';
import type {Case} from './cases.ts';
import type {Contestant} from './contestants.ts';
import {headOf, rowOf} from './figures.ts';
import {measureCase} from './measure-case.ts';
import type {Measurement} from './measure-case.ts';

/** A table about copies. */
interface CopyPart extends Omit<Part, 'measure'> {
  readonly cases: readonly Case[];
  readonly down: readonly Contestant[];
  readonly up: readonly Contestant[];
}

const MOST_ROUNDS = 3;
const CLIENTS: readonly Contestant[] = ['alien', 'alien.py'];
const WITH_MD5: readonly Contestant[] = [...CLIENTS, 'openssl md5'];

const TABLES: readonly CopyPart[] = [
  {name: 'small-files', title: 'small files', minutes: 5.2, cases: SMALL, down: CLIENTS, up: CLIENTS},
  {name: 'large-files', title: 'large files', minutes: 3.4, cases: LARGE, down: WITH_MD5, up: WITH_MD5},
  {
    name: 'beside-xrdcp',
    title: 'downloads beside xrdcp, which is given URLs that are ready',
    minutes: 2,
    cases: [...SMALL.slice(0, 1), ...LARGE],
    down: ['alien', 'xrdcp', 'xrdcp, tuned', 'xrdcp, tuned, and md5sum', 'transfers alone'],
    up: [],
  },
  {
    name: 'far-away',
    title: 'a service that is far away, or throttles',
    minutes: 2.5,
    cases: FAR,
    down: CLIENTS,
    up: CLIENTS,
  },
];

/** What copies cost, the most important first. */
export const COPY_PARTS: readonly Part[] = TABLES.map(({cases, down, up, ...part}) => ({
  ...part,
  async measure({short, peer, rounds, within, signal}) {
    const present = (names: readonly Contestant[]): readonly Contestant[] =>
      names.filter((name) => name !== 'alien.py' || peer !== undefined);
    const contestants = {down: present(down), up: present(up)};
    const directions = [down, up].filter((names) => names.length > 0).length;
    await using scene = await BenchScene.open({storage: true, peer});
    const rows: string[][] = [];
    let done = Infinity;
    const how: Measurement = {
      scene,
      contestants,
      peer,
      signal,
      rounds: Math.min(rounds, MOST_ROUNDS),
      end: performance.now() + within,
      remaining: cases.length * directions,
    };
    for (const each of cases) {
      const figures = await measureCase(short ? shortened(each) : each, how);
      for (const one of figures) {
        rows.push(rowOf(one, contestants.down));
        done = Math.min(done, ...[...one.samples.values()].map(({length}) => length));
      }
    }
    const notes = [`Rounds: ${done} or more.`];
    return {head: headOf(contestants.down), rows, notes};
  },
}));
