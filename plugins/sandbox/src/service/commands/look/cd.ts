import {ENOENT, ENOTDIR} from '../../answers/errno.ts';
import {command, entryFor} from '../../call/command.ts';

export default command({
  name: 'cd',
  usage: '[directory]',
  help: ['Changes the current directory; without an argument to the home directory.'],
  run({words, answer, session, grid}) {
    const entry = entryFor({session, grid}, words[0] ?? '~');
    if (entry === undefined) answer.fail(ENOENT);
    else if (entry.type !== 'd') answer.fail(ENOTDIR, words[0]);
    else session.enter(entry.lfn);
  },
});
