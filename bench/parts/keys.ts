import type {Part} from '../frame/part.ts';
import {insist, takeTurns} from '../frame/rounds.ts';
import {BenchScene} from '../frame/scene.ts';
import {duration, median, ratio} from '../frame/table.ts';
import {TabShell} from './tab-shell.ts';
import {untilText} from './until-text.ts';

const NODE = 'node -e 0';
const PROMPT = /AliEn\[\w+\]:\S+ >/;
const PROMPTS = {'first prompt of alien': 'alien', 'first prompt of alien.py': 'alien.py'} as const;
const ASKED = 'a TAB, names asked for';
const SEEN = 'a TAB, names just seen';

/** What hands at a keyboard wait for: the first prompt of the shell, and a TAB in bash. */
export const keys: Part = {
  name: 'keys',
  title: 'the first prompt of the shell, and a TAB in bash',
  minutes: 0.7,
  async measure({peer, rounds, within, signal}) {
    await using at = await BenchScene.open({peer});
    await at.grid.fill({d: 1, many: 100});
    at.startAgent();
    await using warm = await TabShell.start(at.of('alien, agent').env);
    await using cold = await TabShell.start(at.of('alien').env);
    const contests: Record<string, () => number | Promise<number>> = {
      [NODE]: () => at.time([process.execPath, '-e', '0']).time,
    };
    for (const [name, client] of Object.entries(PROMPTS)) {
      if (!at.clients.includes(client)) continue;
      const {program, env} = at.of(client);
      contests[name] = () => untilText(program, env, PROMPT);
    }
    for (const [client, shell] of [
      [', agent', warm],
      ['', cold],
    ] as const) {
      const tab = (forget: boolean): Promise<number> =>
        insist(() => shell.tab('alien ls d/', 'f0.root', {forget}));
      contests[`${ASKED}${client}`] = () => tab(true);
      // Names that one of them has seen are not the other's: their variables differ.
      contests[`${SEEN}${client}`] = async () => (await tab(false), await tab(false));
    }
    const times = await takeTurns(contests, {atMost: Math.min(rounds, 15), within, signal});
    const of = (name: string): readonly number[] => times.get(name) ?? [];
    const row = (name: string, warmed: readonly number[], other: readonly number[]): string[] => [
      name,
      ...[warmed, of(name), other].map((all) => duration(median(all))),
      ratio(of(name), of(NODE)),
      ratio(of(name), warmed),
      ratio(other, of(name)),
    ];
    return {
      head: [
        '',
        'agent',
        'without',
        'alien.py',
        `without to ${NODE}`,
        'agent faster than without',
        'without faster than alien.py',
      ],
      rows: [
        row(NODE, [], []),
        row('first prompt of alien', [], of('first prompt of alien.py')),
        ...[ASKED, SEEN].map((name) => row(name, of(`${name}, agent`), [])),
      ],
      notes: [`Rounds: ${of(NODE).length}. alien.py has no completion in bash.`],
    };
  },
};
