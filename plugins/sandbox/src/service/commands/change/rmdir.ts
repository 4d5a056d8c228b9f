import {mayWrite} from '../../../catalogue/owners/permissions.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, EIO, ENOENT, ENOTDIR, EPERM} from '../../answers/errno.ts';

export default command({
  name: 'rmdir',
  usage: '[-p] directory...',
  help: ['Removes empty directories.', '-p, -s, -v   accepted, without effect'],
  options: {p: 'flag', s: 'flag', v: 'flag'},
  needsWord: true,
  run({options, words, answer, session, grid}) {
    for (const word of words) {
      const problem = remove(word, options.p, {answer, session, grid});
      if (problem !== undefined) answer.fail(...problem);
    }
  },
});

function remove(
  word: string,
  parents: boolean,
  {answer, session, grid}: Pick<Call, 'answer' | 'session' | 'grid'>,
): [code: number, detail: string] | undefined {
  const {entries} = grid.catalogue;
  const entry = entryFor({session, grid}, word);
  if (entry === undefined) return [ENOENT, word];
  if (entry.type !== 'd') return [ENOTDIR, word];
  const use = session.isInUse(entry.lfn);
  if (use === 'current') return [EINVAL, 'Cannot delete the directory you are in'];
  if (use === 'home') return [EINVAL, 'Cannot delete your home dir'];
  if (!mayWrite(session.account, entry)) return [EPERM, word];
  if (parents) answer.say('Inside Parent Directory');
  if (entries.list(entry).length > 0) {
    const hint = parents ? ' (or non-existing parents)' : '';
    return [EIO, `Could not remove directory${hint}: ${word}`];
  }
  entries.remove(entry);
  return undefined;
}
