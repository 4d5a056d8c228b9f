import {shownName} from '../../../catalogue/entries/entry.ts';
import type {Located} from '../../../catalogue/entries/entry.ts';
import {isPattern} from '../../../catalogue/entries/glob.ts';
import type {Result} from '../../answers/answer.ts';
import {command, entriesFor} from '../../call/command.ts';
import {ENOENT} from '../../answers/errno.ts';
import {humanSize, listDate, permissionText} from '../../answers/formats.ts';
import type {ParsedOptions} from '../../call/options.ts';
import {inTurns} from '../../answers/turns.ts';

const OPTIONS = {l: 'flag', a: 'flag', b: 'flag', F: 'flag', c: 'flag', H: 'flag', bulk: 'flag'} as const;

export default command({
  name: 'ls',
  usage: '[-labFcH] [path...]',
  help: [
    'Lists directories and files.',
    '-l   long: permissions, owner, group, size, date',
    '-a   also names that begin with a dot',
    '-b   GUIDs in place of names',
    '-F   a slash after the names of directories',
    '-c   full names',
    '-H   human-readable sizes, with -l',
    '-bulk  accepted, without effect',
  ],
  options: OPTIONS,
  async run({options, words, answer, session, grid}) {
    const missing: string[] = [];
    for (const word of words.length > 0 ? words : ['']) {
      const found = entriesFor({session, grid}, word);
      if (found === undefined) missing.push(isPattern(word) ? word : session.absolute(word));
      for (const entry of found ?? []) {
        const listed = entry.type === 'd' ? grid.catalogue.entries.list(entry) : [entry];
        for await (const batch of inTurns(listed)) {
          for (const item of batch) {
            if (item.name.startsWith('.') && !options.a) continue;
            const result = resultFor(item, options);
            if (result !== undefined) answer.add(result);
          }
        }
      }
    }
    if (missing.length > 0) answer.fail(ENOENT, missing.join(', '));
  },
});

function resultFor(entry: Located, options: ParsedOptions<typeof OPTIONS>): Result | undefined {
  const {owner, gowner} = entry;
  if (options.b) {
    if (entry.type === 'd') return undefined;
    if (entry.guid === null) return {message: ''};
    const guid = entry.guid.toUpperCase();
    return {guid, message: `${guid}   ${entry.lfn}`};
  }
  if (options.c) return {message: shownName(entry)};
  const mark = options.F && entry.type === 'd' ? '/' : '';
  const name = entry.name + mark;
  const path = shownName(entry) + mark;
  if (!options.l && !options.H) return {name, path, message: name};
  const permissions = permissionText(entry.type, entry.perm);
  const size = options.H ? humanSize(entry.size) : String(entry.size);
  const columns = `${owner.padStart(8)} ${gowner.padStart(8)} ${size.padStart(12)} ${listDate(entry.ctime)}`;
  return {
    permissions,
    user: owner,
    group: gowner,
    size: String(entry.size),
    ctime: String(entry.ctime),
    name,
    path,
    message: `${permissions}   ${columns}    ${name}`,
  };
}
