import {Flags} from '@oclif/core';

/** The mark of options without effect, which no help shows. */
const IGNORED = 'IGNORED';

/** An option of older clients that changes nothing here. A command that gets it says so, once. @param why it is ignored */
export function ignoredFlag(why: string, char?: Alphabet) {
  return Flags.boolean({description: why, hidden: true, helpGroup: IGNORED, ...(char && {char})});
}

/** The same with a number behind it. */
export function ignoredNumber(why: string, char: Alphabet) {
  return Flags.integer({description: why, hidden: true, helpGroup: IGNORED, char, min: 1});
}

type Alphabet = NonNullable<NonNullable<Parameters<typeof Flags.boolean>[0]>['char']>;

/** What is known of an option when the words are read. */
interface Known {
  readonly char?: string | undefined;
  readonly description?: string | undefined;
  readonly helpGroup?: string | undefined;
}

/** What to say of those of the options that have no effect; nothing where none is among them. */
export function ignoredNote(
  names: readonly string[],
  flags: Readonly<Record<string, Known>> = {},
): string | undefined {
  const ignored = [...new Set(names)].flatMap((name) => {
    const flag = flags[name];
    if (flag?.helpGroup !== IGNORED) return [];
    return [`-${flag.char ?? name} (${flag.description ?? ''})`];
  });
  return ignored.length === 0 ? undefined : `Without effect: ${ignored.join(', ')}`;
}
