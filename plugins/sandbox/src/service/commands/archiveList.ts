import {parseGuid} from '../../catalogue/guid.ts';
import type {GuidRecord} from '../../catalogue/replicas.ts';
import type {Result} from '../answer.ts';
import {command} from '../command.ts';
import type {Call} from '../command.ts';
import {ENOENT} from '../errno.ts';
import {humanSize, isoDate, plainNumber} from '../formats.ts';

export default command({
  name: 'archiveList',
  usage: '[-v] archive|guid...',
  help: ['Lists the members of zip archives that the catalogue knows.', '-v   accepted, without effect'],
  options: {v: 'flag'},
  needsWord: true,
  run(call) {
    for (const word of call.words) list(word, call);
  },
});

function list(word: string, {answer, session, grid}: Pick<Call, 'answer' | 'session' | 'grid'>): void {
  const {entries, replicas} = grid.catalogue;
  const named = parseGuid(word);
  const entry = named === undefined ? entries.find(session.resolve(word)) : entries.findByGuid(named);
  if (entry?.guid == null) return answer.fail(ENOENT, `${word} does not exist in the catalogue`);
  const {guid, lfn, size} = entry;
  const heading = `Content of: ${lfn} (${size} bytes = ${humanSize(size)})`;
  const members = replicas.membersOf(guid);
  if (members.length === 0) {
    return answer.say(
      `${heading}\n  there are no files pointing to this entry, looks like this is not a ZIP archive`,
    );
  }
  for (const [index, member] of members.entries()) {
    const share = plainNumber((member.size * 100) / size);
    const text =
      `  ${member.member}\t , guid ${member.guid} ` +
      `(${member.size} bytes = ${humanSize(member.size)} = ${share}% of the archive)`;
    const keys: Result = {
      // The line breaks at the end of the values are the real service's.
      archive_guid: `${guid}\n`,
      archive_name: `${lfn}\n`,
      member_guid: dump(member),
      member_size: `${member.size}\n`,
    };
    answer.add(index === 0 ? {message: `${heading}\n${text}`, ...keys} : {...keys, message: text});
  }
}

/** All that is known of a GUID, in lines: clients look for the one that begins with `guid`. */
function dump({guid, owner, gowner, size, md5, perm, ctime}: GuidRecord): string {
  return [
    `guidID\t\t: ${guid} (exists: true)`,
    `ctime\t\t: ${isoDate(ctime)}.0`,
    `owner\t\t: ${owner}:${gowner}`,
    'SE lists\t: [0] , []',
    'aclId\t\t: -1',
    'expireTime\t: null',
    `size\t\t: ${size}`,
    `guid\t\t: ${guid}`,
    'type\t\t: f (102)',
    `md5\t\t: ${md5}`,
    `permissions\t: ${perm}`,
    'job ID\t: unknown',
    '',
  ].join('\n');
}
