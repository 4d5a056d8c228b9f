import {parseGuid} from '../../../catalogue/names/guid.ts';
import type {GuidRecord} from '../../../catalogue/contents/replicas.ts';
import type {Result} from '../../answers/answer.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {nullReference} from '../../answers/crash.ts';
import {ENOENT} from '../../answers/errno.ts';
import {humanSize, isoDate, plainNumber} from '../../answers/formats.ts';

export default command({
  name: 'archiveList',
  usage: '[-v] archive|guid...',
  help: ['Lists the members of zip archives that the catalogue knows.', '-v   accepted, without effect'],
  options: {v: 'flag'},
  needsWord: true,
  run(call) {
    // The texts of what is no archive stand above the first member of the next one.
    const before: string[] = [];
    for (const word of call.words) list(word, before, call);
    if (before.length > 0) call.answer.say(before.join('\n'));
  },
});

function list(word: string, before: string[], call: Pick<Call, 'answer' | 'session' | 'grid'>): void {
  const {entries, replicas} = call.grid.catalogue;
  const named = parseGuid(word);
  const entry = entryFor(call, word);
  const archive = entry ?? (named && replicas.record(named));
  if (archive === undefined) return call.answer.fail(ENOENT, `${word} does not exist in the catalogue`);
  const {guid, size} = archive;
  if (guid === null) throw nullReference('java.util.UUID.toString()', 'lfn.guid');
  before.push(`Content of: ${entry?.lfn ?? guid} (${size} bytes = ${humanSize(size)})`);
  const members = replicas.membersOf(guid);
  if (members.length === 0) {
    before.push('  there are no files pointing to this entry, looks like this is not a ZIP archive');
  }
  const name = entry?.lfn ?? entries.findByGuid(guid)?.lfn ?? guid;
  for (const member of members) {
    const share = plainNumber((member.size * 100) / size);
    const text =
      `  ${member.member}\t , guid ${member.guid} ` +
      `(${member.size} bytes = ${humanSize(member.size)} = ${share}% of the archive)`;
    const keys: Result = {
      // The line breaks at the end of the values are the real service's.
      archive_guid: `${guid}\n`,
      archive_name: `${name}\n`,
      member_guid: dump(member),
      member_size: `${member.size}\n`,
    };
    const lines = before.splice(0);
    // Text that was there before the keys stands before them.
    call.answer.add(
      lines.length > 0 ? {message: [...lines, text].join('\n'), ...keys} : {...keys, message: text},
    );
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
