import {UserError} from '../../errors/errors.ts';
import {type KnownFlags, longNames} from './legacy-arguments.ts';
import {similarNames} from './suggest.ts';

/**
 * Refuse words that are no option, before they are taken for several short ones: `-selct X` is not `-s -e lct` and a
 * name, and `-retries 3` not `-r -e tries`.
 * @param id the command
 * @param words in the spelling with two dashes before long names
 * @throws {UserError} 22 with the option that was probably meant
 */
export function refuseMistyped(id: string, words: readonly string[], flags: KnownFlags): void {
  const names = longNames(flags);
  for (const [index, word] of words.entries()) {
    if (word === '--') return;
    const [, dashes, name] = /^(--?)([A-Za-z][A-Za-z_-]+)(?:=.*)?$/s.exec(word) ?? [];
    if (name === undefined || takesValue(words[index - 1], flags)) continue;
    if (dashes === '-' ? isCluster(name, flags) : names.includes(name)) continue;
    const similar = similarNames(name, names).map((each) => `--${each}`);
    throw new UserError(`There is no option ${word}.`, {
      next: [
        similar.length > 0 ? `Did you mean ${similar.join(' or ')}?` : `See "alien ${id} --help".`,
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

/** `-rf`, `-fT`: letters without a value, the last one perhaps with one that follows. */
function isCluster(letters: string, flags: KnownFlags): boolean {
  const known = byLetter(flags);
  return [...letters].every((letter, index) => {
    const type = known.get(letter)?.type;
    return type === 'boolean' || (type === 'option' && index === letters.length - 1);
  });
}

function byLetter(flags: KnownFlags): Map<string | undefined, KnownFlags[string]> {
  return new Map(Object.values(flags).map((flag) => [flag.char, flag]));
}
