import {newFile} from '../../../catalogue/entries/entries.ts';
import {parentOf} from '../../../catalogue/names/names.ts';
import {mayWrite} from '../../../catalogue/owners/permissions.ts';
import {command} from '../../call/command.ts';

const MD5_OF_NOTHING = 'd41d8cd98f00b204e9800998ecf8427e';

export default command({
  name: 'touch',
  usage: 'file...',
  help: [
    'Makes empty files without a GUID, or sets the date of existing ones. Missing directories are made.',
  ],
  needsWord: true,
  run({words, session, grid}) {
    const {catalogue} = grid;
    const owner = session.account.name;
    for (const word of words) {
      const lfn = session.resolve(word);
      catalogue.transaction(() => {
        const {entry, rest} = catalogue.entries.findNearest(lfn);
        // A refusal is not reported: so does the real service.
        if (!mayWrite(session.account, entry) || grid.faults.refusesName(lfn)) return;
        if (rest.length === 0) return catalogue.entries.touch(entry);
        const directory = catalogue.entries.createDirectories(parentOf(lfn), owner);
        if (directory === undefined) return;
        catalogue.entries.create(directory, newFile(lfn, owner, {md5: MD5_OF_NOTHING}));
      });
    }
  },
});
