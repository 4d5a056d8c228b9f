import {shownName} from '../../../catalogue/entries/entry.ts';
import {command, entryFor} from '../../call/command.ts';
import {ENOENT} from '../../answers/errno.ts';

const WORDS = {f: 'file', d: 'directory', c: 'collection'};

export default command({
  name: 'type',
  usage: 'path',
  help: ['Tells whether a path is a file, a directory or a collection.', '-z, -s   accepted, without effect'],
  options: {z: 'flag', s: 'flag'},
  untrapped: true,
  needsWord: true,
  run({words, answer, session, grid, complain}) {
    const [word, ...more] = words;
    if (word === undefined || more.length > 0) return complain();
    const entry = entryFor({session, grid}, word);
    if (entry === undefined) return answer.fail(ENOENT, word);
    const type = WORDS[entry.type];
    answer.add({lfn: shownName(entry), type, message: type});
  },
});
