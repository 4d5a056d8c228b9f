import {command} from '../../call/command.ts';

export default command({
  name: 'pwd',
  help: ['Shows the current directory.'],
  run({answer, session}) {
    const directory = session.currentDir ?? '[none]';
    answer.add({pwd: directory, message: directory});
  },
});
