import {findGuids} from '../../../catalogue/names/guid.ts';
import {command} from '../../call/command.ts';
import {EINVAL, ENOENT} from '../../answers/errno.ts';

export default command({
  name: 'guid2lfn',
  usage: 'guid...',
  help: ['Shows the file that has a GUID.'],
  needsWord: true,
  run({words, answer, grid}) {
    for (const word of words) {
      const guids = findGuids(word);
      if (guids.length === 0) return answer.fail(EINVAL, `No GUID in this string: ${word}`);
      for (const guid of guids) {
        const entry = grid.catalogue.entries.findByGuid(guid);
        if (entry !== undefined) {
          answer.add({guid, message: guid.padEnd(40) + entry.lfn, lfn: entry.lfn});
        } else if (grid.catalogue.replicas.record(guid) !== undefined) {
          answer.add({guid, error: 'No LFN'});
          answer.fail(ENOENT, `No LFNs are associated to this GUID [${guid}].`);
        } else {
          answer.add({guid, error: 'No GUID'});
          answer.fail(ENOENT, `GUID cannot be found in the database: ${guid}`);
        }
      }
    }
  },
});
