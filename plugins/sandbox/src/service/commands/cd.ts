import {ENOENT, ENOTDIR} from '../errno.ts';
import {command} from '../command.ts';

export default command({
  name: 'cd',
  usage: '[directory]',
  help: ['Changes the current directory; without an argument to the home directory.'],
  run({words, answer, session, grid}) {
    const lfn = session.resolve(words[0] ?? '~');
    const entry = grid.catalogue.entries.find(lfn);
    if (entry === undefined) answer.fail(ENOENT);
    else if (entry.type !== 'd') answer.fail(ENOTDIR, words[0]);
    else session.enter(lfn);
  },
});
