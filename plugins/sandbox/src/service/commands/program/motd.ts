import {command} from '../../call/command.ts';

const TEXT = `
This is a sandbox: a grid of your own on this machine.

Nothing that you do here reaches the real grid.`;

export default command({
  name: 'motd',
  help: ['Shows the message of the day.'],
  run({answer}) {
    answer.say(TEXT);
  },
});
