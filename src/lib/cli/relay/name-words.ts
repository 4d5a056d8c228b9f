import {refuseEmptyName} from '../../paths/empty-name.ts';
import {isMisread, misreadName} from '../../paths/misread-name.ts';
import {refuseNameOutsideGrid} from '../../paths/foreign-name.ts';

/** Commands of the service in which a word may well be empty: what is printed, and what is looked for. */
const TAKES_EMPTY_WORDS = new Set(['echo', 'grep', 'time']);

/** Commands of the service whose words, but for options, are names in the catalogue, or something that has no `://` in it. */
const TAKES_NAMES = new Set(
  (
    'archiveList cat cd changeDiff chmod chown deleteMirror du lfn2guid lfnexpiretime listFilesFromCollection ls md5sum ' +
    'mirror mkdir mv rm rmdir showTagValue stat touch type whereis'
  ).split(' '),
);

/** Those that take names beside words of other kinds. */
const TAKES_NAMES_TOO = new Set(['find', 'toXml', 'xrdstat', 'access', 'commit', 'grep']);

/** The home as the older clients write it, which the service does not know. */
const HOME = /^(alien:(?:\/\/)?)?%ALIEN(?=\/|$)/;

/** The words for a command of the service, in which `%ALIEN` at the start of a name is the home: `~`. */
export function serviceNames(command: string, words: readonly string[]): readonly string[] {
  if (!TAKES_NAMES.has(command) && !TAKES_NAMES_TOO.has(command)) return words;
  return words.map((word) => word.replace(HOME, '~'));
}

/**
 * Look at the words for a command of the service: in an empty name it reads the home, and of `root://...` it makes a
 * directory `root:`; in `..x` it reads `x` in the parent directory.
 * @throws {UserError} 22
 */
export function refuseWrongNames(command: string, words: readonly string[]): void {
  if (TAKES_EMPTY_WORDS.has(command)) return;
  for (const word of words) refuseEmptyName(word, `A word of ${command}`);
  if (!TAKES_NAMES.has(command)) return;
  for (const word of words.filter((each) => !each.startsWith('-'))) {
    refuseNameOutsideGrid(word);
    if (isMisread(word)) throw misreadName(word);
  }
}
