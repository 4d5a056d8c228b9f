import {UserError} from '../../errors/errors.ts';
import {type KnownFlags, longNames} from './legacy-arguments.ts';
import {similarNames} from '../../words/suggest.ts';

/** Letters behind one dash; more are rather a word than several options. */
const LONGEST_CLUSTER = 2;

/** What to write in place of options that a program of the same name has elsewhere. */
const OF_OTHERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  find: {
    iname: 'With a regular expression case can be left open: --select "[aA]o2d"',
    mtime: 'Choose by time with --min-ctime and --max-ctime.',
    newer: 'Choose by time with --min-ctime and --max-ctime.',
    exec: 'Give the names to another program: alien find DIRECTORY PATTERN | xargs ...',
    print: 'Leave it out: names are always printed.',
    delete: 'Remove with: alien rm',
  },
};

/**
 * Refuse words that are no option, before they are taken for several short ones: `-selct X` is not `-s -e lct` and a
 * name, and `-retries 3` not `-r -e tries`.
 * @param id the command
 * @param words in the spelling with two dashes before long names
 * @param attached whether a value may stand behind its letter without a blank, as in `-jNAME`
 * @throws {UserError} 22 with the option that was probably meant
 */
export function refuseMistyped(
  id: string,
  words: readonly string[],
  flags: KnownFlags,
  attached = false,
): void {
  const names = longNames(flags);
  for (const [index, word] of words.entries()) {
    if (word === '--') return;
    const [, dashes, name] = /^(--?)([A-Za-z][A-Za-z_-]+)(?:=.*)?$/s.exec(word) ?? [];
    if (name === undefined || takesValue(words[index - 1], flags)) continue;
    const instead = OF_OTHERS[id]?.[name];
    const isKnown = dashes === '-' ? isCluster(name, flags, attached) : names.includes(name);
    if (isKnown && instead === undefined) continue;
    if (attached && dashes === '-' && name.length <= LONGEST_CLUSTER) continue; // the parser names the letter
    const similar = similarNames(name, names).map((each) => `--${each}`);
    throw new UserError(`There is no option ${word}.`, {
      next: [
        instead ??
          (similar.length > 0
            ? `Did you mean ${similar.join(' or ')}?`
            : `See "alien ${id.replaceAll(':', ' ')} --help".`),
        `If it is a name: ./${word}, or all names behind "--".`,
      ],
    });
  }
}

/** Whether a word is an option whose value is the next one. */
function takesValue(word: string | undefined, flags: KnownFlags): boolean {
  const [, long, cluster] = /^(?:--(.+)|-(.+))$/s.exec(word ?? '') ?? [];
  if (cluster !== undefined) return byLetter(flags).get(cluster.at(-1) ?? '')?.type === 'option';
  return Object.entries(flags).some(
    ([name, {aliases = [], type}]) => type === 'option' && [name, ...aliases].includes(long ?? ''),
  );
}

/** `-rf`, `-fT`: letters without a value, the last one perhaps with one that follows, or that is attached. */
function isCluster(letters: string, flags: KnownFlags, attached: boolean): boolean {
  const known = byLetter(flags);
  for (const [index, letter] of [...letters].entries()) {
    const type = known.get(letter)?.type;
    if (type === undefined) return false;
    if (type === 'option') return attached || index === letters.length - 1;
  }
  return true;
}

function byLetter(flags: KnownFlags): Map<string | undefined, KnownFlags[string]> {
  return new Map(Object.values(flags).map((flag) => [flag.char, flag]));
}
