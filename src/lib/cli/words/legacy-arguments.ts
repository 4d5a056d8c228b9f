/** What is to be known of the flags of a command, as oclif holds them. */
export type KnownFlags = Readonly<
  Record<
    string,
    {
      readonly type: 'boolean' | 'option';
      readonly char?: string | undefined;
      readonly aliases?: readonly string[] | undefined;
      readonly charAliases?: readonly string[] | undefined;
      readonly allowNo?: boolean | undefined;
    }
  >
>;

/** The words behind a command, in the spelling that oclif reads. */
export function ownSpelling(command: Spelling | undefined, words: readonly string[]): string[] {
  const flags = {...command?.flags, ...command?.baseFlags};
  const {own, others} = command?.passesWords ? splitPassedWords(words) : {own: words, others: []};
  return [...humanSizes(normaliseArguments(own, new Set(longNames(flags))), flags), ...others];
}

/** `-h` is help where it stands alone, and elsewhere what the command has under that letter: human-readable sizes. */
function humanSizes(words: readonly string[], flags: KnownFlags): string[] {
  const own = Object.entries(flags).find(([, {char, charAliases = []}]) =>
    [char, ...charAliases].includes('h'),
  );
  if (own === undefined || words.length === 1) return [...words];
  const end = words.indexOf('--');
  return words.map((word, index) => (word === '-h' && (end < 0 || index < end) ? `--${own[0]}` : word));
}

/** What decides how the words behind a command are spelt. */
interface Spelling {
  readonly flags?: KnownFlags;
  readonly baseFlags?: KnownFlags;
  /** What stands behind its first operand is for another program. */
  readonly passesWords?: boolean | undefined;
}

/** Split the words of a command that hands over all that stands behind its first operand: the latter is the first of the others. */
export function splitPassedWords(words: readonly string[]): {own: string[]; others: string[]} {
  const end = words.indexOf('--');
  const first = words.findIndex((word) => !word.startsWith('-'));
  const at = end !== -1 && (first === -1 || end < first) ? end + 1 : first === -1 ? words.length : first;
  return {own: words.slice(0, at), others: words.slice(at)};
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
 * `-1` is an option of commands that say so (`ls`), alone or among letters; there it changes nothing. Other digits
 * stand alone: oclif has long flags for them, not short ones.
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
  const [, name] = /^-([A-Za-z][\w-]+|\d)(?==|$)/.exec(word) ?? [];
  return name !== undefined && flags.has(name) ? `-${word}` : word;
}

/** In front of a value that begins with a dash: no word of a command line can hold it. */
const MARK = '\0';

/**
 * Let an option take the next word for its value even where that begins with a dash, as the service's parser does and
 * oclif does not: `ps -f -a`. `typedValue` reads such a value.
 */
export function joinValues(words: readonly string[], flags: KnownFlags): string[] {
  const result: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const [word = '', next = ''] = words.slice(index, index + 2);
    if (word === '--') return [...result, ...words.slice(index)];
    const isJoined = /^-./.test(next) && next !== '--' && takesValue(word, flags);
    result.push(isJoined ? `${word}=${MARK}${next}` : word);
    if (isJoined) index++;
  }
  return result;
}

/** The value of an option, as it was typed. */
export function typedValue(value: string): string {
  return value.startsWith(MARK) ? value.slice(MARK.length) : value;
}

function takesValue(word: string, flags: KnownFlags): boolean {
  return Object.entries(flags).some(
    ([name, {type, char, aliases = []}]) =>
      type === 'option' && [`-${char}`, `--${name}`, ...aliases.map((alias) => `--${alias}`)].includes(word),
  );
}
