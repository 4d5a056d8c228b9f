import type {Located} from '../../catalogue/entry.ts';
import {baseName, childOf, isBelow} from '../../catalogue/names.ts';
import type {Lfn} from '../../catalogue/names.ts';
import {mayWrite} from '../../catalogue/permissions.ts';
import {command} from '../command.ts';
import type {Call} from '../command.ts';
import {EINVAL, EIO} from '../errno.ts';

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
    const {words, answer, session, grid} = call;
    const target = words.at(-1) as string;
    const sources = words.slice(0, -1);
    if (sources.length === 0) return call.showHelp();
    const {entries} = grid.catalogue;
    const lfn = session.resolve(target);
    const wantsDirectory = target.endsWith('/') || sources.length > 1;
    if (wantsDirectory && entries.find(lfn) === undefined && !makeDirectory(lfn, call)) {
      return answer.fail(EIO, `Failed to move ${sources[0]} to ${lfn}`);
    }
    for (const word of sources) {
      const source = entries.find(session.resolve(word));
      if (source === undefined) {
        return answer.fail(EINVAL, `Source cannot be found: ${session.resolve(word)}`);
      }
      const there = entries.find(lfn);
      if (there !== undefined && there.type !== 'd' && (source.type === 'd' || sources.length > 1)) {
        return answer.fail(EINVAL, `A directory cannot be moved onto a file:\n${word}\n${lfn}`);
      }
      if (!move(source, there, lfn, call)) answer.fail(EIO, `Failed to move ${word} to ${lfn}`);
    }
  },
});

type Context = Pick<Call, 'session' | 'grid'>;

function makeDirectory(lfn: Lfn, {session, grid}: Context): boolean {
  const {entries} = grid.catalogue;
  const parent = entries.directoryOf(lfn);
  if (parent === undefined || !mayWrite(session.account, parent)) return false;
  const owner = session.account.name;
  entries.create(parent, {name: baseName(lfn), type: 'd', owner, gowner: owner});
  return true;
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
