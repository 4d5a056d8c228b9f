import {shownName} from '../../catalogue/entry.ts';
import type {SubtreeUsage} from '../../catalogue/subtree.ts';
import {isPattern} from '../../catalogue/glob.ts';
import type {Result} from '../answer.ts';
import {command, entriesFor} from '../command.ts';
import type {Call} from '../command.ts';
import {humanSize, plainNumber} from '../formats.ts';

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
    const measured = words.flatMap((word) => measure(word, call));
    const shown = options.s
      ? [{title: `Summary of ${measured.length} paths`, usage: summed(measured)}]
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

function measure(word: string, call: Pick<Call, 'session' | 'grid'>): Measured[] {
  const {subtrees} = call.grid.catalogue;
  const found = entriesFor(call, word);
  if (found === undefined) return [{title: call.session.resolve(word), usage: NOTHING}];
  return found.map((entry) => {
    const usage = subtrees.usage(entry);
    if (usage.withoutGuid > 0) throw new TypeError(`there are files without a GUID below ${entry.lfn}`);
    // A directory counts itself unless it was named with a slash at the end.
    const slash = isPattern(word) || word.endsWith('/');
    const title = slash ? shownName(entry) : entry.lfn;
    return {title, usage: {...usage, folders: usage.folders - (slash && entry.type === 'd' ? 1 : 0)}};
  });
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
