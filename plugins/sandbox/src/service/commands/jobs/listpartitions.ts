import {command} from '../../call/command.ts';

export default command({
  name: 'listpartitions',
  usage: '[-v] [name...]',
  help: ['Lists the partitions that computing elements belong to.', '-v   with their computing elements'],
  options: {v: 'flag'},
  untrapped: true,
  run({options, words, answer, grid}) {
    const elements = grid.jobs.sites.all();
    // The real service has a partition without a name for elements that are in none.
    const names = [...new Set(['', ...elements.flatMap(({partitions}) => partitions)])].sort();
    const chosen = words.length === 0 ? names : names.filter((name) => words.includes(name));
    const line = (name: string, members: string): string =>
      name.padStart(15) + (options.v ? `\t\t${members}` : '');
    const membersOf = (name: string): string =>
      elements.flatMap((element) => (element.partitions.includes(name) ? element.name : [])).join(',');
    const rows = chosen.map((name) => line(name, membersOf(name)));
    answer.say(['Partition listing', line('Partition name', ' Member CEs'), ...rows].join('\n'));
  },
});
