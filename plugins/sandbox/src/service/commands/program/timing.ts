import {command} from '../../call/command.ts';

const ON = /^(on|true|yes|1)$/i;
const OFF = /^(off|false|no|0)$/i;

export default command({
  name: 'timing',
  usage: '[on|off]',
  help: ['Shows or sets whether answers tell how long they took.'],
  run({words, answer, session}) {
    const [word = ''] = words;
    if (ON.test(word)) session.timing = true;
    else if (OFF.test(word)) session.timing = false;
    answer.add({
      message: `Command timing is ${session.timing ? 'enabled' : 'disabled'}`,
      timing: String(session.timing),
    });
  },
});
