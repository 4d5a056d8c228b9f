import {shownName} from '../../../catalogue/entries/entry.ts';
import type {SubtreeUsage} from '../../../catalogue/entries/subtree.ts';
import {isPattern} from '../../../catalogue/entries/glob.ts';
import {lfnFrom} from '../../../catalogue/names/names.ts';
import type {Result} from '../../answers/answer.ts';
import {command, entriesFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {nullReference} from '../../answers/crash.ts';
import {ENOENT} from '../../answers/errno.ts';
import {humanSize, plainNumber} from '../../answers/formats.ts';

const OPTIONS = {n: 'flag', c: 'flag', s: 'flag'} as const;

/** What stands in one paragraph of the answer. */
interface Measured {
  readonly title: string;
  readonly usage: SubtreeUsage;
}

export default command({
  name: 'du',
  usage: '[-n] [-c] [-s] path...',
  help: [
    'Shows how much space files and directories take.',
    '-n   sizes in bytes',
    '-c   collections count too',
    '-s   one summary of all paths',
  ],
  options: OPTIONS,
  needsWord: true,
  run(call) {
    const {options, words, answer} = call;
    const paths = new Set<string>();
    for (const word of words) {
      const found = pathsFor(word, call);
      if (found.length === 0) return answer.fail(ENOENT, word);
      for (const path of found) paths.add(path);
    }
    const measured = [...paths].map((path) => measure(path, call));
    const shown = options.s
      ? [{title: `Summary of ${words.length} paths`, usage: summed(measured)}]
      : measured;
    // The keys of a path come one result later than its text: so does the real service.
    let keys: Result = {};
    for (const one of shown) {
      answer.add({...keys, message: textOf(one, options.n)});
      keys = keysOf(one);
    }
    answer.add(keys);
  },
});

/** What a pattern fits; a name that is none need not be there. */
function pathsFor(word: string, call: Pick<Call, 'session' | 'grid'>): string[] {
  return isPattern(word) ? (entriesFor(call, word) ?? []).map(shownName) : [call.session.absolute(word)];
}

/** A path that is not tidy, as `d/../f` leaves it, fits nothing: so it is in the real service. */
function measure(path: string, {grid}: Pick<Call, 'grid'>): Measured {
  const entry = path.includes('//') ? undefined : grid.catalogue.entries.find(lfnFrom(path));
  const slash = path.endsWith('/');
  if (entry === undefined || (slash && entry.type !== 'd')) return {title: path, usage: NOTHING};
  const usage = grid.catalogue.subtrees.usage(entry);
  if (usage.withoutGuid > 0) throw nullReference('java.util.UUID.toString()', 'l.guid');
  // A directory counts itself unless its name ends in a slash.
  return {title: path, usage: {...usage, folders: usage.folders - (slash ? 1 : 0)}};
}

const NOTHING: SubtreeUsage = {
  folders: 0,
  physical: {files: 0, bytes: 0, replicas: 0},
  occupied: 0,
  members: {files: 0, bytes: 0},
  withoutGuid: 0,
};

function summed(list: readonly Measured[]): SubtreeUsage {
  return list.reduce<SubtreeUsage>(
    (sum, {usage}) => ({
      folders: sum.folders + usage.folders,
      physical: {
        files: sum.physical.files + usage.physical.files,
        bytes: sum.physical.bytes + usage.physical.bytes,
        replicas: sum.physical.replicas + usage.physical.replicas,
      },
      occupied: sum.occupied + usage.occupied,
      members: {
        files: sum.members.files + usage.members.files,
        bytes: sum.members.bytes + usage.members.bytes,
      },
      withoutGuid: 0,
    }),
    NOTHING,
  );
}

function textOf({title, usage}: Measured, raw: boolean): string {
  const size = (bytes: number): string => (raw ? `${bytes} bytes` : humanSize(bytes));
  const {folders, physical, occupied, members} = usage;
  const {files, bytes, replicas} = physical;
  const lines = [title];
  if (folders > 0) lines.push(`  Folders: ${folders}`);
  lines.push(
    `  Files: ${files + members.files} of an apparent size of ${size(bytes + members.bytes)}, of which:`,
  );
  if (files > 0) {
    const average = plainNumber(replicas / files);
    lines.push(
      `  - physical files: ${files} files of ${size(occupied)} with ${replicas} replicas ` +
        `(avg ${average} replicas/file), size of one replica: ${size(bytes)}`,
    );
  }
  if (members.files > 0) lines.push(`  - archive members : ${members.files} files of ${size(members.bytes)}`);
  return lines.join('\n');
}

function keysOf({title, usage}: Measured): Result {
  const {folders, physical, occupied, members} = usage;
  return {
    entry: title,
    folders: String(folders),
    physical_files_count: String(physical.files),
    physical_files_size: String(occupied),
    physical_files_replicas: String(physical.replicas),
    physical_files_one_replica_size: String(physical.bytes),
    logical_files_count: String(members.files),
    logical_files_size: String(members.bytes),
  };
}
