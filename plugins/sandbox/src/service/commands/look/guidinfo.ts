import {guidMac, guidTime, parseGuid} from '../../../catalogue/names/guid.ts';
import {command} from '../../call/command.ts';
import {longDate} from '../../answers/formats.ts';

export default command({
  name: 'guidinfo',
  usage: 'guid...',
  help: ['Tells when and where a GUID was made.', '-v   accepted, without effect'],
  options: {v: 'flag'},
  needsWord: true,
  run({words, answer}) {
    for (const word of words) {
      const guid = parseGuid(word);
      if (guid === undefined) {
        answer.add({message: word, guid: word, error: 'Invalid UUID'});
        answer.warn('  Invalid UUID');
        continue;
      }
      const time = guidTime(guid);
      const mac = guidMac(guid);
      answer.add({
        message: `${guid}\n  Created: ${longDate(time)} (${time}) by ${mac}`,
        guid,
        mtime: String(time),
        mac,
      });
    }
  },
});
