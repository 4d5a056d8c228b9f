import {readCollection} from '../../../catalogue/collections/collection.ts';
import type {Listed} from '../../../catalogue/collections/collection.ts';
import type {Lfn} from '../../../catalogue/names/names.ts';
import type {Result} from '../../answers/answer.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {nullReference} from '../../answers/crash.ts';
import {EINVAL, EREMOTEIO} from '../../answers/errno.ts';
import {textOfFile} from '../../access/file-text.ts';
import {humanSize} from '../../answers/formats.ts';

export default command({
  name: 'listFilesFromCollection',
  usage: '[-z] [-t] [-v] [-s] collection',
  help: [
    'Lists the files of an XML collection.',
    '-z   with size and MD5 checksum',
    '-t   with a line of totals',
    '-v   takes only collections of AliEn itself, which a sandbox has none of',
    '-s   accepted, without effect',
  ],
  options: {z: 'flag', t: 'flag', v: 'flag', s: 'flag'},
  untrapped: true,
  async run(call) {
    const {options, words, answer, session, grid} = call;
    const [word, ...more] = words;
    if (word === undefined || more.length > 0) {
      return options.s ? answer.fail(EINVAL, 'Command requires an argument') : call.complain();
    }
    // Neither `~` nor `..` mean anything here: so does the real service.
    const path = word.startsWith('/') ? word : `${session.currentDir ?? session.home}${word}`;
    const named = grid.catalogue.entries.find(path.replace(/(?<=.)\/$/, '') as Lfn);
    const entry = path.endsWith('/') && named?.type !== 'd' ? undefined : named;
    if (entry === undefined) return answer.fail(EREMOTEIO, `No such LFN "${path}"`);
    if (options.v) return answer.fail(EREMOTEIO, `This entry is not an AliEn collection: "${path}"`);
    if (entry.type === 'd') return answer.fail(EREMOTEIO, `Illegal entry type for "${path}": ${entry.type}`);
    const text = await textOfFile(call, path, entry);
    if (text === undefined)
      return answer.fail(EREMOTEIO, `Failed to read a content of XML collection: null (${path})`);
    const listed = readCollection(text);
    if (listed === undefined) {
      return answer.fail(EREMOTEIO, `This was not an AliEn XML collection (${path})`);
    }
    const lines = show(complete(listed, call), options.z, call);
    if (options.t) lines.push(totals(listed));
    if (lines.length > 0) answer.append(lines.join('\n'));
  },
});

/** What the catalogue has to be asked for comes last. */
function complete(listed: readonly Listed[], {grid}: Pick<Call, 'grid'>): Listed[] {
  const known = listed.filter(({guid}) => guid !== undefined);
  const asked = listed
    .filter(({guid}) => guid === undefined)
    .flatMap(({lfn}): Listed[] => {
      const entry = grid.catalogue.entries.find(lfn);
      if (entry === undefined) return [];
      return [{lfn, guid: entry.guid ?? undefined, size: String(entry.size), md5: entry.md5 ?? ''}];
    });
  return [...known, ...asked];
}

function show(files: readonly Listed[], long: boolean, {answer}: Pick<Call, 'answer'>): string[] {
  return files.map(({lfn, guid, size, md5}) => {
    if (guid === undefined) throw nullReference('java.util.UUID.toString()', 'lfn.guid');
    // The blanks before these values are the real service's.
    const more: Result = long ? {size: ` ${size}`, md5: ` ${md5}`} : {};
    answer.add({guid, lfn, ...more});
    return `${guid} (from the file ${lfn})${long ? ` (size = ${size}) (md5 = ${md5})` : ''}`;
  });
}

function totals(files: readonly Listed[]): string {
  const bytes = files.reduce((sum, {size}) => sum + Number(size), 0);
  const average = files.length === 0 ? 0 : bytes / files.length;
  return (
    `${files.length} files of ${bytes} bytes (${humanSize(bytes)}), ` +
    `average file size is ${Math.trunc(average)} (${humanSize(average)})`
  );
}
