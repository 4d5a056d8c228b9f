import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Part} from '../frame/part.ts';
import {insist, takeTurns} from '../frame/rounds.ts';
import {ALIEN, BenchScene, SCRIPT} from '../frame/scene.ts';
import type {Client} from '../frame/scene.ts';
import {atLeast, atMost, duration, median, ratio} from '../frame/table.ts';
import {serviceAnswer} from './service-answer.ts';

const NAMES = 10;
const NODE = 'node -e 0';
const FLOOR = 'true, a program that does nothing';
const BARE = 'launcher, and a Node that only answers';
const BY_SCRIPT = 'version, by the script bin/alien';
const COMMANDS = {
  version: {words: ['version'], expected: /\d+\.\d+/},
  'token-info': {words: ['token-info'], expected: /CN=demo/},
  pwd: {words: ['pwd'], expected: /^\/alice\/cern.ch\/user\/d\/demo\/?\n$/},
  [`ls of ${NAMES} names`]: {words: ['ls', 'd'], expected: new RegExp(`^(f\\d\\.root\\n){${NAMES}}$`)},
} as const;

/** Single commands from fork to exit, with the agent, without it, and with alien.py. */
export const commands: Part = {
  name: 'commands',
  title: 'single commands, from fork to exit',
  minutes: 1,
  async measure({peer, rounds, within, signal}) {
    await using at = await BenchScene.open({peer});
    await using bare = await bareAgent(at.place);
    await at.grid.fill({d: NAMES});
    const answer = await serviceAnswer(at.grid.env);
    at.startAgent();
    const before = at.agentCommands();
    const contests: Record<string, () => number | Promise<number>> = {
      [FLOOR]: () => at.time(['true']).time,
      [NODE]: () => at.time([process.execPath, '-e', '0']).time,
      [BARE]: () =>
        insist(() => at.time([ALIEN, 'version'], {...at.of('alien, agent').env, ...bare.env}, /^$/).time),
      [BY_SCRIPT]: () =>
        at.time([SCRIPT, 'version'], at.of('alien, agent').env, COMMANDS.version.expected).time,
    };
    for (const [name, {words, expected}] of Object.entries(COMMANDS))
      for (const client of at.clients)
        contests[`${name}, ${client}`] = () => at.run(client, words, expected).time;
    const times = await takeTurns(contests, {atMost: Math.min(rounds, 25), within, signal});
    const served = at.agentCommands() - before;

    const of = (name: string): readonly number[] => times.get(name) ?? [];
    const node = of(NODE);
    const lone = (name: string, column: number): string[] => {
      const cells = [name, '', '', '', '', '', '', '', ''];
      cells[column] = duration(median(of(name)));
      return cells;
    };
    const rows = Object.keys(COMMANDS).map((name) => {
      const by = (client: Client): readonly number[] => of(`${name}, ${client}`);
      const [warm, cold, other] = [by('alien, agent'), by('alien'), by('alien.py')];
      const middle = median(warm);
      const looksUp = name === 'pwd' || name.startsWith('ls');
      const aims = looksUp
        ? [
            atMost('agent under 8 ms and the answer', 8 + answer, middle),
            atLeast('30 times alien.py', 30, median(other) / middle),
          ]
        : [
            atMost('agent under 6 ms', 6, middle),
            atMost(`without at most 2.2 times ${NODE}`, 2.2, median(cold) / median(node)),
          ];
      return [
        name,
        ...[warm, cold, other].map((all) => duration(median(all))),
        ratio(warm, node),
        ratio(cold, node),
        ratio(other, warm),
        ratio(other, cold),
        aims.join('; '),
      ];
    });
    const wanted = (Object.keys(COMMANDS).length + 1) * ((times.get(NODE)?.length ?? 0) + 1);
    return {
      head: [
        '',
        'agent',
        'without',
        'alien.py',
        `agent to ${NODE}`,
        `without to ${NODE}`,
        'agent faster than alien.py',
        'without faster than alien.py',
        'aims',
      ],
      rows: [lone(FLOOR, 2), lone(NODE, 2), lone(BARE, 1), lone(BY_SCRIPT, 1), ...rows],
      notes: [
        `Rounds: ${node.length}.`,
        `The agent has done ${served} of ${wanted} commands that were handed to it.`,
        `The service itself takes ${duration(answer)} for the answer to pwd.`,
      ],
    };
  },
};

/** What answers the launcher as a worker would, and does nothing. */
async function bareAgent(place: string): Promise<AsyncDisposable & {env: Record<string, string>}> {
  const runtime = join(place, 'bare');
  mkdirSync(runtime, {mode: 0o700});
  const env = {XDG_RUNTIME_DIR: runtime};
  const child = fork(join(import.meta.dirname, 'bare-agent.ts'), {env: {...process.env, ...env}});
  await once(child, 'message');
  return {
    env,
    async [Symbol.asyncDispose]() {
      const over = once(child, 'exit');
      child.disconnect();
      await over;
    },
  };
}
