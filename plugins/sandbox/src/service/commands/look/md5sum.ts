import {parseGuid} from '../../../catalogue/names/guid.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENODATA, ENOENT} from '../../answers/errno.ts';

export default command({
  name: 'md5sum',
  usage: 'file|guid...',
  help: ['Shows the MD5 checksums that the catalogue keeps.'],
  options: {},
  needsWord: true,
  run(call) {
    const lines = call.words.flatMap((word) => {
      const md5 = checksumOf(word, call);
      return md5 === undefined ? [] : `${md5}\t${word}`;
    });
    if (lines.length > 0) call.answer.say(lines.join('\n'));
  },
});

function checksumOf(
  word: string,
  {answer, session, grid}: Pick<Call, 'answer' | 'session' | 'grid'>,
): string | undefined {
  const guid = parseGuid(word);
  const thing = guid === undefined ? entryFor({session, grid}, word) : grid.catalogue.replicas.record(guid);
  if (thing === undefined) answer.fail(ENOENT, word);
  else if ('type' in thing && thing.type === 'd') answer.fail(EINVAL, `This entry is not a file: ${word}`);
  else if (thing.md5 !== null && thing.md5 !== '') return thing.md5;
  else if (guid !== undefined) answer.fail(ENODATA, `GUID ${guid} doesn't have an associated MD5 checksum`);
  else answer.fail(ENODATA, `This file doesn't have a valid associated MD5 checksum: ${word}`);
  return undefined;
}
