/** What is to be known of the flags of a command, as oclif holds them. */
export type KnownFlags = Readonly<
  Record<
    string,
    {
      readonly type: 'boolean' | 'option';
      readonly char?: string | undefined;
      readonly aliases?: readonly string[] | undefined;
      readonly allowNo?: boolean | undefined;
    }
  >
>;

/** The words behind a command, in the spelling that oclif reads. */
export function ownSpelling(
  command: {readonly flags?: KnownFlags; readonly baseFlags?: KnownFlags} | undefined,
  words: readonly string[],
): string[] {
  return normaliseArguments(words, new Set(longNames({...command?.flags, ...command?.baseFlags})));
}

/** All long names of flags. */
export function longNames(flags: KnownFlags): string[] {
  return Object.entries(flags).flatMap(([name, {aliases = [], allowNo}]) => [
    name,
    ...aliases,
    ...(allowNo ? [`no-${name}`] : []),
  ]);
}

/** Names of the long flags of a command, e.g. `retry`. */
type LongFlags = ReadonlySet<string>;

/**
 * Rewrite the spelling of the old clients, one dash before a long option (`-retry 2`, `-json`), to two dashes.
 * `-1` is an option of commands that say so (`ls`), alone or among letters; there it changes nothing.
 * Only a word that is a long flag of the command is touched: `-la` stays a cluster, `-T8` a flag with its value.
 * Nothing behind `--` is touched.
 */
export function normaliseArguments(argv: readonly string[], flags: LongFlags): string[] {
  const end = argv.indexOf('--');
  const options = end === -1 ? argv : argv.slice(0, end);
  const rest = end === -1 ? [] : argv.slice(end);
  return [...options.map((word) => doubleDash(word, flags)), ...rest];
}

function doubleDash(word: string, flags: LongFlags): string {
  // oclif takes digits for numbers, not for letters of options.
  const [, before, behind = ''] = /^-([A-Za-z]*)1([A-Za-z]*)$/.exec(word) ?? [];
  if (before !== undefined && flags.has('1'))
    return `${before}${behind}` === '' ? '--1' : `-${before}${behind}`;
  const [, name] = /^-([A-Za-z][\w-]+)(?==|$)/.exec(word) ?? [];
  return name !== undefined && flags.has(name) ? `-${word}` : word;
}
