import type {Part} from '../frame/part.ts';
import {takeTurns} from '../frame/rounds.ts';
import {BenchScene} from '../frame/scene.ts';
import type {Client} from '../frame/scene.ts';
import {atLeast, duration, median, ratio} from '../frame/table.ts';

const AT_ONCE = 8;

/** Loops of a shell that start a command for each file. */
export const loops: Part = {
  name: 'loops',
  title: 'loops of a shell',
  minutes: 3,
  async measure({short, peer, rounds, within, signal}) {
    const count = short ? 10 : 100;
    await using at = await BenchScene.open({peer});
    await at.grid.fill({d: 1});
    at.startAgent();
    const before = at.agentCommands();
    const forms = {
      [`${count} stat, one after the other`]: (program: string) =>
        `for i in $(seq ${count}); do ${program} stat d/f0.root || exit 1; done`,
      [`${count} stat, ${AT_ONCE} at a time`]: (program: string) =>
        `seq ${count} | xargs -P ${AT_ONCE} -I{} ${program} stat d/f0.root`,
    };
    const contests: Record<string, () => number> = {};
    for (const [name, form] of Object.entries(forms)) {
      for (const client of at.clients) {
        const {program, env} = at.of(client);
        contests[`${name}, ${client}`] = () =>
          at.time(['sh', '-c', form(program)], env, (output) => output.match(/f0\.root$/gm)?.length === count)
            .time;
      }
    }
    // The first commands of the agent log in, which is what its callers see; nothing else needs a warm-up.
    const times = await takeTurns(contests, {atMost: Math.min(rounds, 5), within, signal, warmUp: 0});
    const served = at.agentCommands() - before;
    const done = [...times.values()][0]?.length ?? 0;
    const rows = Object.keys(forms).map((name) => {
      const by = (client: Client): readonly number[] => times.get(`${name}, ${client}`) ?? [];
      const [warm, cold, other] = [by('alien, agent'), by('alien'), by('alien.py')];
      return [
        name,
        ...[warm, cold, other].map((all) => duration(median(all))),
        ratio(cold, warm),
        ratio(other, warm),
        ratio(other, cold),
        atLeast('agent 30 times alien.py', 30, median(other) / median(warm)),
      ];
    });
    return {
      head: [
        '',
        'agent',
        'without',
        'alien.py',
        'agent faster than without',
        'agent faster than alien.py',
        'without faster than alien.py',
        'aims',
      ],
      rows,
      notes: [
        `Rounds: ${done}.`,
        `The agent has done ${served} of ${done * count * Object.keys(forms).length} commands.`,
      ],
    };
  },
};
