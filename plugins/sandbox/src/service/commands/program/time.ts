import {command} from '../../call/command.ts';
import {nullReference} from '../../answers/crash.ts';

/** Commands that give each thing they speak of a result. */
const SEPARATE = new Set([
  'access',
  'archiveList',
  'commandlist',
  'du',
  'find',
  'fquota',
  'guid2lfn',
  'guidinfo',
  'kill',
  'listCEs',
  'listFilesFromCollection',
  'listSEs',
  'ls',
  'packages',
  'ps',
  'stat',
  'whereis',
  'whois',
  'xrdstat',
]);

export default command({
  name: 'time',
  usage: 'count command [argument...]',
  help: ['Runs a command several times and shows how long it took.'],
  needsWord: true,
  async run({words, answer, execute, known, showHelp}) {
    const [times = '', name, ...input] = words;
    if (name === undefined || !/^\d+$/.test(times) || Number(times) <= 0) return showHelp();
    if (!known(name)) throw nullReference('alien.shell.commands.JAliEnBaseCommand.run()', 'comm');
    const count = Number(times);
    const started = performance.now();
    for (let run = 0; run < count; run++) {
      const before = answer.count;
      await execute(name, input);
      // What does not begin a result of its own adds to the one that is there.
      if (run > 0 && !SEPARATE.has(name) && answer.count === before + 1) {
        const last = answer.takeLast();
        const text = last?.['message'];
        answer.append(typeof text === 'string' ? text : '');
      }
    }
    const total = Math.trunc(performance.now() - started);
    const average = Math.trunc(total / count);
    answer.append(
      `"${[name, ...input].join(' ')}" with #${count} tries,\tavr/total msec:\t\t${average}/${total}`,
    );
  },
});
