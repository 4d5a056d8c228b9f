import type {Named} from './sources.ts';
import {splitLine} from './split-line.ts';

type Aliases = ReadonlyMap<string, string>;

/** What makes more of a line than one command and its first words. */
const MORE_THAN_WORDS = /[;|&<>!#$\n]/;

/** Aliases for a list, with what they stand for. */
export function namedAliases(aliases: Aliases): Named[] {
  return [...aliases].map(([name, summary]) => ({name, summary}));
}

/**
 * The words of a command whose first one may be an alias: that of a command with its first words is taken for those. One that
 * stands for itself is a command, and one that stands for several commands is left as it is.
 */
export function meantWords(words: readonly string[], aliases: Aliases): readonly string[] {
  const seen = new Set<string>();
  let [name = '', ...others] = words;
  for (
    let meaning = aliases.get(name);
    meaning !== undefined && !seen.has(name);
    meaning = aliases.get(name)
  ) {
    if (MORE_THAN_WORDS.test(meaning)) break;
    seen.add(name);
    const [first = name, ...more] = splitLine(`${meaning} `).words;
    [name, others] = [first, [...more, ...others]];
  }
  return words.length === 0 ? words : [name, ...others];
}
