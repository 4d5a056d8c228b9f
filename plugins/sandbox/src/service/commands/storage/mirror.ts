import {copiesOf} from '../../../catalogue/copies.ts';
import {elementCalled} from '../../../catalogue/elements/elements.ts';
import type {StorageElement} from '../../../catalogue/elements/elements.ts';
import type {EntryType} from '../../../catalogue/entries/entry.ts';
import {isPattern} from '../../../catalogue/entries/glob.ts';
import {parseGuid} from '../../../catalogue/names/guid.ts';
import {owns} from '../../../catalogue/owners/permissions.ts';
import {chooseForWriting, parseWish, WishError} from '../../../catalogue/elements/wishes.ts';
import type {Wish} from '../../../catalogue/elements/wishes.ts';
import {command, entriesFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENOENT} from '../../answers/errno.ts';

const OPTIONS = {g: 'flag', try: 'number', r: 'text', S: 'text'} as const;
const DEFAULT_TRIES = 5;
/** A transfer is seen waiting before it begins, as it is in the real service, where it waits much longer. */
const BEGIN_AFTER = 1000;

/** A file that should be copied. */
interface Source {
  /** The name, or what stands for it. */
  readonly lfn: string;
  readonly type: EntryType;
  readonly guid: string | null;
  readonly owner: string;
  readonly gowner: string;
  readonly perm: string;
}

export default command({
  name: 'mirror',
  usage: '[-g] [-try n] [-r storage] -S [storage,!storage,qos:n] file | file storage',
  help: [
    'Copies files to other storage elements, in the background: see listTransfer.',
    '-g           the file is given by its GUID',
    '-try n       give up after so many tries; 5 if it is left out',
    '-r storage   remove this replica once the new ones are there',
    '-S list      storage elements, and how many of a kind',
  ],
  options: OPTIONS,
  run(call) {
    const {options, words, input, answer} = call;
    const [file] = words;
    if (input.length === 0) return call.complain();
    // Without a file the specification is not even read.
    const wish = file === undefined ? NOWHERE : wishOf(options.S, words);
    if (wish === undefined) {
      return answer.failPlainly(ENOENT, 'Command not found or not implemented yet');
    }
    if (options.g && parseGuid(file ?? '') === undefined) {
      return answer.fail(EINVAL, `Invalid GUID value: ${file ?? 'null'}`);
    }
    if (file === undefined || (wish.wanted.length === 0 && wish.qos.length === 0)) return;
    const lines = sourcesFor(file, call).flatMap((source) => queueFor(source, wish, call));
    if (lines.length > 0) answer.say(lines.join('\n'));
  },
});

const NOWHERE: Wish = {wanted: [], excluded: [], qos: []};

/** Where to; undefined if that cannot be understood. */
function wishOf(list: string | undefined, words: readonly string[]): Wish | undefined {
  if (list === undefined) {
    const [, storage, ...more] = words;
    if (storage === undefined || more.length > 0) return undefined;
    return {wanted: [storage.toUpperCase()], excluded: [], qos: []};
  }
  try {
    return /(?<!:[^,]*)=/.test(list) ? undefined : parseWish(list);
  } catch (error) {
    if (error instanceof WishError) return undefined;
    throw error;
  }
}

function sourcesFor(word: string, call: Call<typeof OPTIONS>): Source[] {
  const {options, answer, session, grid} = call;
  const {entries, replicas} = grid.catalogue;
  if (!options.g) {
    const found = entriesFor(call, word);
    if (found === undefined && isPattern(word)) answer.fail(ENOENT, word);
    else if (found === undefined) answer.warn(`Failed to mirror ${session.absolute(word)}`);
    return found ?? [];
  }
  const guid = parseGuid(word);
  const record = guid && replicas.record(guid);
  if (record === undefined) answer.warn(`Failed to mirror ${word}`);
  return record === undefined
    ? []
    : [{...record, type: 'f', lfn: entries.findByGuid(record.guid)?.lfn ?? word}];
}

/** One line for each transfer that waits now. */
function queueFor(
  source: Source,
  wish: Wish,
  {options, answer, session, grid}: Call<typeof OPTIONS>,
): string[] {
  const {catalogue} = grid;
  if (source.type === 'd') {
    for (const name of wish.wanted) answer.warn(`${name}: wrong mirror parameters`);
    return [];
  }
  const named = source.guid === null ? undefined : parseGuid(source.guid);
  const copies = named === undefined ? [] : copiesOf(catalogue, named);
  // A member of an archive is mirrored together with the archive.
  const guid = copies[0]?.guid;
  const record = guid && catalogue.replicas.record(guid);
  if (guid === undefined || record === undefined || !owns(session.account, source)) {
    answer.warn(`Failed to mirror ${source.lfn}`);
    return [];
  }
  const old = options.r === undefined ? undefined : elementCalled(options.r);
  if (options.r !== undefined && !copies.some(({se}) => se === old)) {
    answer.warn(`${options.r}: there is no replica that could be removed`);
    return [];
  }
  const taken = copies.map(({se}) => se.number);
  const elements = chooseForWriting(wish, taken, catalogue.defaultReplicas, session.site);
  const lines = elements.map((element: StorageElement) => {
    const id = catalogue.transfers.queue({
      guid,
      se: element.number,
      lfn: source.lfn,
      owner: session.account.name,
      size: record.size,
      attempts: Math.max(1, options.try ?? DEFAULT_TRIES) - 1,
      source: old?.number ?? null,
      due: Date.now() + BEGIN_AFTER,
    });
    return `${element.name}: queued transfer ID ${id}`;
  });
  grid.transfersQueued();
  return lines;
}
