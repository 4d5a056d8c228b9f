import {elementCalled} from '../../../catalogue/elements/elements.ts';
import {parseGuid} from '../../../catalogue/names/guid.ts';
import {owns} from '../../../catalogue/owners/permissions.ts';
import {command, entryFor} from '../../call/command.ts';
import {EINVAL, ENOENT, EREMOTEIO} from '../../answers/errno.ts';

export default command({
  name: 'deleteMirror',
  usage: '[-g] file storage',
  help: ['Removes one replica of a file.', '-g   the file is given by its GUID'],
  options: {g: 'flag'},
  needsWord: true,
  run(call) {
    const {options, words, answer, session, grid} = call;
    const [file, storage, ...more] = words;
    if (file === undefined || storage === undefined || more.length > 0) return call.complain();
    const {replicas} = grid.catalogue;
    const refuse = (reason: string): void => answer.fail(EREMOTEIO, `Error deleting mirror: ${reason}`);
    const guid = options.g ? parseGuid(file) : (entryFor(call, file)?.guid ?? undefined);
    if (options.g && guid === undefined) return answer.fail(EINVAL, `${file} is not a valid GUID`);
    const record = guid === undefined ? undefined : replicas.record(guid);
    if (record === undefined) return options.g ? answer.fail(ENOENT, file) : refuse('invalid GUID');
    const element = elementCalled(storage);
    if (element === undefined) return refuse('failed to get SE');
    if (!owns(session.account, record)) return refuse('user not authorized');
    if (!grid.catalogue.transaction(() => replicas.drop(record.guid, element.number))) {
      return refuse('unknown error');
    }
    grid.deletionsQueued();
    answer.say(`Mirror scheduled to be deleted from ${element.name}`);
  },
});
