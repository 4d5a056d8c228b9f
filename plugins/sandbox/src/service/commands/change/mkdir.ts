import {baseName, parentOf} from '../../../catalogue/names/names.ts';
import type {Lfn} from '../../../catalogue/names/names.ts';
import {mayWrite} from '../../../catalogue/owners/permissions.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {ENOENT} from '../../answers/errno.ts';

export default command({
  name: 'mkdir',
  usage: '[-p] directory...',
  help: ['Makes directories.', '-p   makes missing parents too', '-s   accepted, without effect'],
  options: {p: 'flag', s: 'flag'},
  needsWord: true,
  run({options, words, answer, session, grid}) {
    for (const word of words) {
      if (make(session.resolve(word), options.p, {session, grid})) continue;
      const hint = options.p ? ' (or non-existing parents)' : '';
      answer.fail(ENOENT, `Could not create directory${hint}: ${word}`);
    }
  },
});

function make(lfn: Lfn, parents: boolean, {session, grid}: Pick<Call, 'session' | 'grid'>): boolean {
  const {catalogue, faults} = grid;
  if (faults.refusesName(lfn)) return false;
  return catalogue.transaction(() => {
    const {entry, rest} = catalogue.entries.findNearest(lfn);
    if (rest.length === 0) return entry.type === 'd';
    if (rest.length > 1 && !parents) return false;
    if (entry.type !== 'd' || !mayWrite(session.account, entry)) return false;
    const owner = session.account.name;
    const directory = catalogue.entries.createDirectories(parentOf(lfn), owner);
    if (directory === undefined) return false;
    catalogue.entries.create(directory, {name: baseName(lfn), type: 'd', owner, gowner: owner});
    return true;
  });
}
