import {setTimeout as pause} from 'node:timers/promises';
import {command} from '../../call/command.ts';
import {Crash} from '../../answers/crash.ts';
import {plainNumber} from '../../answers/formats.ts';

const DEFAULT_COUNT = 3;
const DEFAULT_PAUSE = 1000;

export default command({
  name: 'ping',
  usage: '[-c count] [-s pause]',
  help: [
    'Measures the way to the central service.',
    '-c n    messages',
    '-s ms   pause between them',
    '-n      accepted, without effect',
  ],
  options: {c: 'number', s: 'number', n: 'flag'},
  async run({options, answer}) {
    const notes: string[] = [];
    const within = (value: number | undefined, limit: number, name: string): number | undefined => {
      if (value === undefined || (value >= 0 && value <= limit)) return value;
      notes.push(`Ignoring ${name} value of ${value}`);
      return undefined;
    };
    const count = within(options.c, 100, 'count') ?? DEFAULT_COUNT;
    const gap = within(options.s, 60_000, 'sleep') ?? DEFAULT_PAUSE;
    if (count === 0) throw new Crash('java.lang.ArithmeticException: / by zero');
    const rest = gap > 0 ? ` with a pause of ${gap} ms between them` : '';
    const lines = [...notes, `Sending ${count} messages${rest}`];
    const started = performance.now();
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      if (index > 0) await pause(gap);
      const before = performance.now();
      await new Promise((resolve) => setImmediate(resolve));
      const time = performance.now() - before;
      times.push(time);
      lines.push(`reply from localhost: time=${plainNumber(time)} ms`);
    }
    lines.push(`${count} packets transmitted, time ${plainNumber(performance.now() - started)} ms`);
    lines.push(`rtt min/avg/max/mdev = ${statistics(times)} ms`);
    answer.say([...lines, '', 'Central service endpoint information:', '  hostname : localhost'].join('\n'));
  },
});

function statistics(times: readonly number[]): string {
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length;
  return [Math.min(...times), mean, Math.max(...times), Math.sqrt(variance)].map(plainNumber).join('/');
}
