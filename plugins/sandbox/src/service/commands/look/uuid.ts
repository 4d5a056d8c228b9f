import {guidMac, guidTime, parseGuid} from '../../../catalogue/names/guid.ts';
import type {Guid} from '../../../catalogue/names/names.ts';
import {command, entryFor} from '../../call/command.ts';
import {EINVAL, ENOENT} from '../../answers/errno.ts';
import {longDate} from '../../answers/formats.ts';

export default command({
  name: 'uuid',
  usage: 'guid|file...',
  help: ['Tells when and where the GUID of a file was made.'],
  options: {},
  needsWord: true,
  run({words, answer, session, grid}) {
    const lines: string[] = [];
    let last: Guid | undefined;
    for (const word of words) {
      const guid = parseGuid(word) ?? entryFor({session, grid}, word)?.guid ?? undefined;
      if (guid === undefined) answer.fail(ENOENT, `${word} is neither an UUID nor a LFN`);
      else if (guid[14] !== '1') {
        answer.fail(EINVAL, `UUID version ${guid[14]} is not supported (not created by us)`);
      } else {
        lines.push(
          `${word} : created on ${longDate(guidTime(guid))} (${guidTime(guid)}) by ${guidMac(guid)}`,
        );
        last = guid;
      }
    }
    if (last === undefined) return;
    answer.add({message: lines.join('\n'), mtime: String(guidTime(last)), mac: guidMac(last)});
  },
});
