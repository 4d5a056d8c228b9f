import type {Located} from '../../../catalogue/entries/entry.ts';
import {isPattern} from '../../../catalogue/entries/glob.ts';
import {mayWrite} from '../../../catalogue/owners/permissions.ts';
import {command, entriesFor} from '../../call/command.ts';
import {EINVAL, EIO, ENOENT} from '../../answers/errno.ts';

export default command({
  name: 'rm',
  usage: '[-r] path...',
  help: [
    'Removes files and directories.',
    '-r, -R   with all that is below',
    '-f, -i, -v   accepted, without effect',
  ],
  options: {f: 'flag', r: 'flag', R: 'flag', i: 'flag', v: 'flag'},
  needsWord: true,
  run({options, words, answer, session, grid}) {
    const {catalogue} = grid;
    const recursive = options.r || options.R;
    const mayGo = (entry: Located): boolean =>
      mayWrite(session.account, entry) &&
      (entry.type !== 'd' || recursive || catalogue.entries.list(entry).length === 0);
    for (const word of words) {
      const found = entriesFor({session, grid}, word);
      if (found === undefined && isPattern(word)) answer.fail(ENOENT, word);
      else if (found === undefined) answer.fail(EIO, `Failed to remove [${session.absolute(word)}]`);
      for (const entry of found ?? []) {
        const use = entry.type === 'd' ? session.isInUse(entry.lfn) : undefined;
        if (use === 'current') answer.fail(EINVAL, 'Cannot delete the directory you are in');
        else if (use === 'home') answer.fail(EINVAL, 'Cannot delete your home dir');
        else if (mayGo(entry)) catalogue.removeTree(entry);
        else answer.fail(EIO, `Failed to remove [${entry.lfn}]`);
      }
    }
    grid.deletionsQueued();
  },
});
