import type {Part} from '../frame/part.ts';
import {insist, takeTurns} from '../frame/rounds.ts';
import {BenchScene} from '../frame/scene.ts';
import {atMost, duration, median, ratio} from '../frame/table.ts';
import {TabShell} from './tab-shell.ts';
import {untilText} from './until-text.ts';

const NODE = 'node -e 0';
const PROMPT = /AliEn\[\w+\]:\S+ >/;
const PROMPTS = {'first prompt of alien': 'alien', 'first prompt of alien.py': 'alien.py'} as const;
const TAB = 'a TAB';
const ASKED = `${TAB}, names asked for`;
const SEEN = `${TAB}, names just seen`;

/** ms */
const LONGEST_TAB = 50;

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
    let spellings = 0;
    let tabs = 0;
    // What was asked for is known for some seconds, by the name under which that was.
    const unseen = (): string => `${'./'.repeat(++spellings)}d/`;
    const served = at.agentCommands();
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
      const tab = (directory: () => string): Promise<number> =>
        insist(() => {
          if (shell === warm) tabs++;
          return shell.tab(`alien ls ${directory()}`, 'f0.root');
        });
      contests[`${ASKED}${client}`] = () => tab(unseen);
      contests[`${SEEN}${client}`] = async () => (await tab(() => 'd/'), await tab(() => 'd/'));
    }
    const times = await takeTurns(contests, {atMost: Math.min(rounds, 15), within, signal});
    const of = (name: string): readonly number[] => times.get(name) ?? [];
    const row = (name: string, warmed: readonly number[], other: readonly number[]): string[] => [
      name,
      ...[warmed, of(name), other].map((all) => duration(median(all))),
      ratio(of(name), of(NODE)),
      ratio(of(name), warmed),
      ratio(other, of(name)),
      name.startsWith(TAB) ? atMost(`agent at most ${LONGEST_TAB} ms`, LONGEST_TAB, median(warmed)) : '',
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
        'aims',
      ],
      rows: [
        row(NODE, [], []),
        row('first prompt of alien', [], of('first prompt of alien.py')),
        ...[ASKED, SEEN].map((name) => row(name, of(`${name}, agent`), [])),
      ],
      notes: [
        `Rounds: ${of(NODE).length}. alien.py has no completion in bash.`,
        `The agent has answered ${at.agentCommands() - served} of ${tabs} TABs that were handed to it.`,
      ],
    };
  },
};
