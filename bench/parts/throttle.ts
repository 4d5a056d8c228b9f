import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Counts} from '../frame/grid.ts';
import type {Part} from '../frame/part.ts';
import {BenchScene} from '../frame/scene.ts';
import type {Client} from '../frame/scene.ts';
import {atMost} from '../frame/table.ts';

/** What counts on the throttle of the service. */
const POINTS = {login: 10, logout: 1, request: 1};

/** What commands cost on the throttle of the service: counted, so a busy machine makes no difference. */
export const throttle: Part = {
  name: 'throttle',
  title: 'logins, and points on the throttle of the service',
  minutes: 0.4,
  async measure({short, peer}) {
    const many = short ? 5 : 20;
    await using at = await BenchScene.open({storage: true, peer});
    await at.grid.fill({d: 1});
    const local = join(at.place, 'local');
    writeFileSync(local, 'small');
    const repeat = (count: number, words: readonly string[]) => (client: Client) => {
      for (let i = 0; i < count; i++) at.run(client, words);
    };
    const stored = (client: Client): string => `stored-${client.replace(/\W+/g, '-')}`;
    const works: Readonly<Record<string, (client: Client) => unknown>> = {
      version: repeat(1, ['version']),
      pwd: repeat(1, ['pwd']),
      'ls of a directory': repeat(1, ['ls', 'd']),
      [`${many} stat`]: repeat(many, ['stat', 'd/f0.root']),
      'a small file up, one replica': (client) =>
        at.run(client, ['cp', `file:${local}`, `alien:${stored(client)}@disk:1`]),
      'and down': (client) =>
        at.run(client, ['cp', `alien:${stored(client)}`, `file:${join(at.place, stored(client))}`]),
    };
    const rows: string[][] = [];
    for (const [name, work] of Object.entries(works)) {
      const costs = new Map<Client, Counts>();
      for (const client of at.clients) {
        if (client === 'alien, agent') at.startAgent();
        const before = await at.grid.counts();
        work(client);
        const after = await at.grid.counts();
        costs.set(client, {
          logins: after.logins - before.logins,
          requests: after.requests - before.requests,
        });
      }
      const of = (client: Client, figure: (counts: Counts, client: Client) => number): string => {
        const counts = costs.get(client);
        return counts === undefined ? '' : String(figure(counts, client));
      };
      const clients = ['alien, agent', 'alien', 'alien.py'] as const;
      rows.push([
        name,
        ...clients.map((client) => of(client, ({logins}) => logins)),
        ...clients.map((client) => of(client, points)),
        name.endsWith('stat')
          ? atMost('one login an agent', 1, costs.get('alien, agent')?.logins ?? Number.NaN)
          : '',
      ]);
    }
    return {
      head: [
        '',
        'logins: agent, new each time',
        'without',
        'alien.py',
        'points: agent',
        'without',
        'alien.py',
        'aims',
      ],
      rows,
      notes: [],
    };
  },
};

function points({logins, requests}: Counts, client: Client): number {
  // the connections of an agent stay
  const logouts = client === 'alien, agent' ? 0 : logins;
  return POINTS.login * logins + POINTS.logout * logouts + POINTS.request * requests;
}
