import type {Located} from '../../../catalogue/entries/entry.ts';
import {baseName, childOf, isBelow} from '../../../catalogue/names/names.ts';
import type {Lfn} from '../../../catalogue/names/names.ts';
import {mayWrite} from '../../../catalogue/owners/permissions.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {nullReference} from '../../answers/crash.ts';
import {EINVAL, EIO} from '../../answers/errno.ts';

export default command({
  name: 'mv',
  usage: 'source... target',
  help: [
    'Renames or moves files and directories.',
    'A file is never replaced: if the target is there, the source becomes target_backup.',
  ],
  options: {},
  needsWord: true,
  run(call) {
    const {words, answer, session} = call;
    const target = words.at(-1) as string;
    const sources = words.slice(0, -1);
    if (sources.length === 0) throw nullReference('String.startsWith(String)', 'path');
    const lfn = session.absolute(target);
    const there = entryFor(call, target);
    if (sources.length > 1 && there !== undefined && there.type !== 'd') {
      return answer.fail(EINVAL, NOT_A_DIRECTORY);
    }
    if (there === undefined && (sources.length > 1 || target.endsWith('/'))) {
      if (!makeDirectory(session.resolve(target), call)) {
        return answer.fail(EIO, `Failed to move ${sources[0]} to ${lfn}`);
      }
    }
    for (const word of sources) {
      const source = entryFor(call, word);
      if (source === undefined && sources.length > 1) {
        throw nullReference('alien.catalogue.LFN.isFile()', 'sLFN');
      }
      if (source === undefined) {
        return answer.fail(EINVAL, `Source cannot be found: ${session.absolute(word)}`);
      }
      if (there !== undefined && there.type !== 'd' && source.type === 'd') {
        return answer.fail(EINVAL, DIRECTORY_ONTO_FILE);
      }
      const now = there ?? entryFor(call, target);
      if (!move(source, now, session.resolve(target), call)) {
        answer.fail(EIO, `Failed to move ${word} to ${lfn}`);
      }
    }
  },
});

/** The words of these two are the real service's own, since scripts may look for them. */
const NOT_A_DIRECTORY =
  'If there are more than 2 arguments, then last one must be an existing direcetory OR a location that does not ' +
  'exist and can be made as new directory';
const DIRECTORY_ONTO_FILE =
  'If there are 2 arguments then only:\n1. File to file\n2. File to directory\n3. Directory to Directory\n ' +
  'is supported\nMost probably a directory to file mv is being attempted';

type Context = Pick<Call, 'session' | 'grid'>;

function makeDirectory(lfn: Lfn, {session, grid}: Context): boolean {
  const {entries} = grid.catalogue;
  const nearest = entries.findNearest(lfn).entry;
  if (!mayWrite(session.account, nearest) || grid.faults.refusesName(lfn)) return false;
  return entries.createDirectories(lfn, session.account.name) !== undefined;
}

function move(source: Located, there: Located | undefined, lfn: Lfn, {session, grid}: Context): boolean {
  const {entries} = grid.catalogue;
  const goal = goalOf(source, there, lfn);
  const from = entries.directoryOf(source.lfn);
  const into = entries.directoryOf(goal);
  if (from === undefined || into === undefined) return false;
  if (!mayWrite(session.account, from) || !mayWrite(session.account, into)) return false;
  if (isBelow(goal, source.lfn) || entries.find(goal) !== undefined) return false;
  if (grid.faults.refusesName(goal)) return false;
  entries.relocate(source, into, baseName(goal));
  return true;
}

function goalOf(source: Located, there: Located | undefined, lfn: Lfn): Lfn {
  if (there === undefined) return lfn;
  return there.type === 'd' ? childOf(lfn, source.name) : (`${lfn}_backup` as Lfn);
}
