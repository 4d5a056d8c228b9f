import {isAdmin} from '../../../catalogue/owners/permissions.ts';
import type {Chapter} from '../../../catalogue/chronicle.ts';
import {command} from '../../call/command.ts';
import {EINVAL, EPERM} from '../../answers/errno.ts';
import {interval, logDate} from '../../answers/formats.ts';

export default command({
  name: 'optimiserLogs',
  usage: '[-l] [-v] [-f seconds] [class...]',
  help: [
    'Shows what the background work of the service has last done.',
    '-l   the names alone',
    '-v   with the time between two runs',
    '-f   sets that time, in seconds',
  ],
  options: {l: 'flag', v: 'flag', f: 'number'},
  untrapped: true,
  run({options, words, answer, session, grid}) {
    // The recorded service showed them to everyone.
    if (!isAdmin(session.account)) return answer.fail(EPERM, 'Only admins see the logs of optimisers');
    const fits = ({name}: Chapter): boolean =>
      words.length === 0 || words.some((word) => name.toLowerCase().includes(word.toLowerCase()));
    const names = grid.chronicle
      .all()
      .filter(fits)
      .map(({name}) => name);
    if (options.f !== undefined) {
      if (options.f <= 0) return answer.fail(EINVAL, `Not a time between two runs: ${options.f}`);
      for (const name of names) {
        if (!grid.chronicle.setFrequency(name, options.f)) answer.warn(`${name} does not run at intervals`);
      }
    }
    if (options.l)
      return answer.say(['Classnames matching query : ', ...names.map((name) => `\t${name}`)].join('\n'));
    const shown = grid.chronicle.all().filter(fits);
    if (shown.length > 0) answer.say(shown.map((chapter) => textOf(chapter, options.v)).join('\n'));
  },
});

function textOf({name, lastRun, log, frequency}: Chapter, verbose: boolean): string {
  const host = lastRun === 0 ? '' : 'localhost';
  const rhythm = verbose ? ` (frequency: ${frequency === undefined ? '-' : interval(frequency * 1000)})` : '';
  return `${name}, last ran ${logDate(lastRun)} by ${host}${rhythm}\nLog: ${log}\n`;
}
