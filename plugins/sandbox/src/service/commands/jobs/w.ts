import {activityOf} from '../../../jobs/activity.ts';
import {command} from '../../call/command.ts';

const RULER = [26, 14, 14].map((width) => '-'.repeat(width)).join('+');

export default command({
  name: 'w',
  usage: '[-a] [-w] [-r]',
  help: [
    'Shows how many jobs each user has.',
    '-a   the users with the most active jobs first',
    '-w   the users with the most waiting jobs first',
    '-r   the other way round',
  ],
  options: {a: 'flag', w: 'flag', r: 'flag'},
  run({options, answer, grid}) {
    const users = activityOf(grid.jobs);
    if (options.a) users.sort((one, other) => other.active - one.active);
    else if (options.w) users.sort((one, other) => other.waiting - one.waiting);
    if (options.r) users.reverse();
    const total = (kind: 'active' | 'waiting'): number => users.reduce((sum, user) => sum + user[kind], 0);
    const lines = [
      row('     ', 'Account name', 'Active jobs', 'Waiting jobs'),
      RULER,
      ...users.map(({user, active, waiting}, index) =>
        row(`${String(index + 1).padStart(3)}. `, user, active, waiting),
      ),
      RULER,
      row('     ', 'TOTAL', total('active'), total('waiting')),
    ];
    const table = `${lines.join('\n')}\n`;
    answer.add({value: table, message: table});
  },
});

function row(number: string, name: string, ...counts: (string | number)[]): string {
  return [number + name.padEnd(20), ...counts.map((count) => String(count).padStart(12))].join(' | ');
}
