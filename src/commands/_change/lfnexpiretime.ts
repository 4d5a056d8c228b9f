import {Args, Flags} from '@oclif/core';
import {serverCommand} from '../../lib/cli/relay/server-command.ts';
import {UserError} from '../../lib/errors/errors.ts';

const amount = (char: 'd' | 'w' | 'm' | 'y', unit: string) =>
  Flags.integer({char, description: `${unit} from now, or with -e from the time that is set`, min: 0});

export default serverCommand({
  command: 'lfnexpiretime',
  description: 'Set when files expire. What has expired is removed from the grid.',
  examples: ['-a -m 6 data/run1/x.root', "-r 'data/run1/*.root'"],
  operands: {name: Args.string({description: 'names on the grid', required: true})},
  repeats: true,
  flags: {
    set: Flags.boolean({char: 'a', description: 'set the time', exclusive: ['extend', 'remove']}),
    extend: Flags.boolean({char: 'e', description: 'make the time longer', exclusive: ['remove', 'now']}),
    remove: Flags.boolean({char: 'r', description: 'let them stay forever', exclusive: ['now']}),
    days: amount('d', 'days'),
    weeks: amount('w', 'weeks'),
    months: amount('m', 'months'),
    years: amount('y', 'years'),
    now: Flags.boolean({description: 'let them expire now'}),
  },
  differing: {now: () => ['-a'], set: ({now}) => (now ? [] : ['-a'])},
  telling: insistOnTime,
});

/** Without a time the service lets the files expire at once, which no one should do by a slip. */
function insistOnTime(
  names: readonly string[],
  {set, extend, remove, now, days, weeks, months, years}: Readonly<Record<string, unknown>>,
): readonly string[] {
  const isLong = [days, weeks, months, years].some((each) => Number(each) > 0);
  if (now || remove || ((set || extend) && isLong)) return names;
  throw new UserError('Until when?', {
    next: [
      'Set a time: -a -m 6. Make it longer: -e -w 2. Take it away: -r. Let the files expire now: --now.',
    ],
  });
}
