import {readCollection} from '../../../catalogue/collections/collection.ts';
import type {Located} from '../../../catalogue/entries/entry.ts';
import type {Lfn} from '../../../catalogue/names/names.ts';
import {collectionXml} from '../../answers/collection.ts';
import {command, entryFor} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {nullReference} from '../../answers/crash.ts';
import {EINVAL, ENODATA, ENOENT} from '../../answers/errno.ts';
import {storeText, textOfFile} from '../../access/file-text.ts';

const OPTIONS = {i: 'flag', x: 'text', a: 'flag', l: 'texts'} as const;

export default command({
  name: 'toXml',
  usage: '[-i] [-x file] [-a] [-l list]... file...',
  help: [
    'Makes an XML collection of files.',
    '-x file   stores it there; otherwise it is shown',
    '-a        with -x: adds to the collection that is there; the old one becomes file~',
    '-l list   the files named in this file too, one a line; may be repeated',
    '-i        leaves out what is not there',
  ],
  options: OPTIONS,
  async run(call) {
    const {options, answer, session} = call;
    const names = await namesOf(call);
    if (names === undefined) return;
    if (names.length === 0) return call.complain();
    const target = options.x === undefined ? undefined : session.resolve(options.x);
    if (options.a && target === undefined) {
      return answer.fail(EINVAL, 'You can append only to a collection that is named with -x');
    }
    const before = options.a && target !== undefined ? await membersOf(target, call) : [];
    if (before === undefined) return;
    const found = resolved(call, [...before, ...names]);
    if (found.length === 0 && !options.i) throw nullReference('java.util.List.size()', 'resolvedLFNs');
    const asked = new Set([...before, ...names]).size;
    const few = `Only ${found.length} out of ${asked} files could be resolved`;
    if (found.length < asked && !options.i) return answer.fail(ENOENT, few);
    if (found.length < asked) answer.warn(few);
    if (found.length === 0) return answer.fail(ENODATA, 'Empty collection');
    const named = options.x === undefined ? undefined : session.absolute(options.x);
    const origin = {target: named, command: call.input.join(' '), creator: session.account.name};
    const text = collectionXml(found, origin);
    if (target === undefined) answer.say(text);
    else await storeText(call, target, text, options.a);
  },
});

/** The files of the command line and of the lists it names; undefined if a list cannot be read. */
async function namesOf(call: Call<typeof OPTIONS>): Promise<Lfn[] | undefined> {
  const {options, words, session} = call;
  const names = [...words];
  for (const list of options.l) {
    const text = await textOfFile(call, list, entryFor(call, list));
    if (text === undefined) return undefined;
    names.push(...text.split('\n').filter((line) => line.trim() !== ''));
  }
  return names.map((name) => session.resolve(name.trim()));
}

/** What the collection that is to be extended holds; nothing if it is not there. */
async function membersOf(target: Lfn, call: Call<typeof OPTIONS>): Promise<Lfn[] | undefined> {
  const entry = call.grid.catalogue.entries.find(target);
  if (entry === undefined) return [];
  const text = await textOfFile(call, target, entry);
  return text === undefined ? undefined : (readCollection(text) ?? []).map(({lfn}) => lfn);
}

/** Sorted by name, each once. */
function resolved({grid}: Pick<Call, 'grid'>, names: readonly Lfn[]): Located[] {
  return [...new Set(names)].sort().flatMap((lfn) => {
    const entry = grid.catalogue.entries.find(lfn);
    return entry === undefined ? [] : [entry];
  });
}
