import {command} from '../command.ts';

export default command({
  name: 'time',
  usage: 'count command [argument...]',
  help: ['Runs a command several times and shows how long it took.'],
  needsWord: true,
  async run({words, answer, execute, showHelp}) {
    const [times = '', name, ...input] = words;
    if (name === undefined || !/^\d+$/.test(times) || Number(times) <= 0) return showHelp();
    const count = Number(times);
    const started = performance.now();
    for (let run = 0; run < count; run++) {
      const before = answer.count;
      await execute(name, input);
      // The texts of commands that give one result grow together in the first of them.
      if (run > 0 && answer.count === before + 1) {
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
