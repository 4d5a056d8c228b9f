import type {ComputingElement} from '../../../jobs/sites.ts';
import {partitionText, tableOf} from './element-table.ts';
import {command} from '../../call/command.ts';

export default command({
  name: 'listCEs',
  usage: '[-s] [-v] [-p partitions] [name...]',
  help: [
    'Lists the computing elements, those whose names contain one of the words.',
    '-s       with a sum',
    '-v       with their partitions',
    '-p a,b   those that are in all of these partitions',
  ],
  options: {s: 'flag', v: 'flag', p: 'text'},
  untrapped: true,
  run({options, words, answer, grid}) {
    const partitions = (options.p ?? '').split(',').filter((name) => name !== '');
    const chosen = grid.jobs.sites.all().filter((element) => isWanted(element, words, partitions));
    const {header, rows} = tableOf(chosen, options.v ? 'partitions' : 'host');
    if (chosen.length === 0) return answer.say(header);
    for (const [index, element] of chosen.entries()) {
      answer.add({
        message: index === 0 ? `${header}\n${rows[index]}` : (rows[index] as string),
        ceName: element.name,
        status: element.status,
        maxRunning: String(element.maxRunning),
        maxQueued: String(element.maxQueued),
        partitions: partitionText(element),
        TTL: element.ttl,
        type: element.type,
        host: element.host,
      });
    }
    if (!options.s || chosen.length < 2) return;
    const sum = (key: 'maxRunning' | 'maxQueued'): string =>
      String(chosen.reduce((total, element) => total + element[key], 0)).padStart(8);
    const title = `TOTAL: ${chosen.length} CEs`.padStart(Math.max(...chosen.map(({name}) => name.length)));
    answer.say(`\n${title}\t \t${sum('maxRunning')}\t${sum('maxQueued')}`);
  },
});

function isWanted(
  {name, partitions}: ComputingElement,
  words: readonly string[],
  asked: readonly string[],
): boolean {
  const byName = words.length === 0 || words.some((word) => name.includes(word.toUpperCase()));
  return byName && asked.every((partition) => partitions.includes(partition));
}
