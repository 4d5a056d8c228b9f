import {isPattern} from '../../../catalogue/entries/glob.ts';
import {owns} from '../../../catalogue/owners/permissions.ts';
import {command, entriesFor} from '../../call/command.ts';
import {EINVAL, EIO, ENOENT} from '../../answers/errno.ts';

export default command({
  name: 'chown',
  usage: '[-R] user[.group] path...',
  help: ['Gives entries to another user.', '-R   with all that is below'],
  options: {R: 'flag'},
  needsWord: true,
  run({options, words, answer, session, grid}) {
    const [names = '', ...paths] = words;
    if (paths.length === 0) return answer.fail(EINVAL, 'No user or file entered');
    const [owner = '', group] = names.split('.');
    const {entries} = grid.catalogue;
    for (const word of paths) {
      const found = entriesFor({session, grid}, word);
      if (found === undefined && isPattern(word)) answer.fail(ENOENT, word);
      else if (found === undefined) answer.fail(EIO, `Failed to chown file ${session.absolute(word)}`);
      for (const entry of found ?? []) {
        if (owner === '' || !owns(session.account, entry)) {
          answer.fail(EIO, `${entry.lfn}: unable to chown`);
          continue;
        }
        grid.catalogue.transaction(() => {
          const targets = options.R ? entries.deepestFirst(entry) : [entry];
          for (const target of targets) entries.changeOwner(target, owner, group ?? target.gowner);
        });
      }
    }
  },
});
