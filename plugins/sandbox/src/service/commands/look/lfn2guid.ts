import {shownName} from '../../../catalogue/entries/entry.ts';
import {command, entryFor} from '../../call/command.ts';
import {nullReference} from '../../answers/crash.ts';
import {EISDIR, ENODATA, ENOENT} from '../../answers/errno.ts';

export default command({
  name: 'lfn2guid',
  usage: 'file',
  help: ['Shows the GUID of a file.'],
  needsWord: true,
  run({words, answer, session, grid}) {
    const [word, ...more] = words;
    if (word === undefined || more.length > 0) throw nullReference('String.startsWith(String)', 'path');
    const entry = entryFor({session, grid}, word);
    if (entry === undefined) return answer.fail(ENOENT, word);
    const lfn = shownName(entry);
    const {type, guid} = entry;
    if (type === 'd') {
      answer.add({lfn, type});
      answer.fail(EISDIR, lfn);
    } else if (guid === null) {
      answer.add({lfn, type});
      answer.fail(ENODATA, `Could not get the GUID for [${lfn}].`);
    } else answer.add({lfn, type, message: lfn.padEnd(80) + guid, guid});
  },
});
