/**
 * The option parser of the central service. It follows jopt-simple: options and words may be mixed,
 * long names take one or two dashes, letters may be clustered, unambiguous abbreviations are accepted.
 */

/** What an option takes: nothing, one text, any number of texts, a whole number, perhaps a text or a number. */
export type OptionKind = 'flag' | 'text' | 'texts' | 'number' | 'maybe-text' | 'maybe-number';
export type OptionSpecs = Readonly<Record<string, OptionKind>>;

type Parsed<K extends OptionKind> = K extends 'flag'
  ? boolean
  : K extends 'texts'
    ? readonly string[]
    : K extends 'number'
      ? number | undefined
      : K extends 'maybe-number'
        ? number | 'none' | undefined
        : string | undefined;

/** The options of a command after parsing, one property per option; `none` is a number left out. */
export type ParsedOptions<S extends OptionSpecs> = {readonly [N in keyof S]: Parsed<S[N]>};

/** An option that the parser refuses; the message is the detail of exit code 22. */
export class OptionError extends Error {}

/** Splits what came on the wire into options and words. Throws {@link OptionError}. */
export function parseOptions<S extends OptionSpecs>(
  specs: S,
  input: readonly string[],
): {options: ParsedOptions<S>; words: string[]} {
  const found = new Map<string, (string | undefined)[]>();
  const words: string[] = [];
  let position = 0;

  const take = (name: string, attached: string | undefined): void => {
    const values = found.get(name) ?? [];
    found.set(name, values);
    const kind = specs[name];
    if (kind === 'flag') values.push(undefined);
    else if (attached !== undefined) values.push(attached);
    else if (kind === 'maybe-text' || kind === 'maybe-number') {
      const next = input[position];
      values.push(next === undefined || next.startsWith('-') ? undefined : input[position++]);
    } else if (position < input.length) values.push(input[position++]);
    else throw new OptionError(`Option ${name} requires an argument`);
  };

  while (position < input.length) {
    const word = input[position++] as string;
    if (word === '--') {
      words.push(...input.slice(position));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const long = word.startsWith('--');
    const [typed, attached] = splitAssignment(word.slice(long ? 2 : 1));
    const name = recognise(specs, typed);
    if (name !== undefined) take(name, attached);
    else if (long) throw new OptionError(`${typed} is not a recognized option`);
    else takeCluster(specs, word.slice(1), take);
  }
  return {options: collect(specs, found), words};
}

function takeCluster(
  specs: OptionSpecs,
  letters: string,
  take: (name: string, attached: string | undefined) => void,
): void {
  const known = (letter: string): OptionKind => {
    const name = recognise(specs, letter);
    if (name === undefined) throw new OptionError(`${letter} is not a recognized option`);
    return specs[name] as OptionKind;
  };
  // All letters are checked before the first one takes effect, as far as they are letters.
  for (const letter of letters) if (known(letter) !== 'flag') break;
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index] as string;
    const name = recognise(specs, letter) as string;
    const rest = letters.slice(index + 1);
    if (known(letter) !== 'flag' && rest !== '') {
      take(name, rest);
      return;
    }
    take(name, undefined);
  }
}

/** The option meant by a full name or by an abbreviation that fits one option only. */
function recognise(specs: OptionSpecs, typed: string): string | undefined {
  if (typed === '') return undefined;
  if (Object.hasOwn(specs, typed)) return typed;
  const candidates = Object.keys(specs).filter((name) => name.startsWith(typed));
  return candidates.length === 1 ? candidates[0] : undefined;
}

function splitAssignment(text: string): [string, string | undefined] {
  const sign = text.indexOf('=');
  return sign < 0 ? [text, undefined] : [text.slice(0, sign), text.slice(sign + 1)];
}

function collect<S extends OptionSpecs>(
  specs: S,
  found: ReadonlyMap<string, readonly (string | undefined)[]>,
): ParsedOptions<S> {
  const entries = Object.entries(specs).map(([name, kind]) => [name, valueOf(name, kind, found.get(name))]);
  return Object.fromEntries(entries) as ParsedOptions<S>;
}

function valueOf(
  name: string,
  kind: OptionKind,
  values: readonly (string | undefined)[] | undefined,
): boolean | number | string | readonly string[] | undefined {
  if (kind === 'flag') return values !== undefined;
  if (kind === 'texts') return (values ?? []).map((value) => value ?? '');
  if (values === undefined) return undefined;
  // Every value is read before it matters that there are several.
  const read = values.map((value) => readValue(name, kind, value));
  if (read.length > 1) {
    throw new OptionError(`Found multiple arguments for option ${name}, but you asked for only one`);
  }
  return read[0];
}

function readValue(name: string, kind: OptionKind, value: string | undefined): number | string {
  if (kind === 'maybe-number' && value === undefined) return 'none';
  if (kind !== 'number' && kind !== 'maybe-number') return value ?? '';
  if (value === undefined || !/^[+-]?\d+$/.test(value)) {
    throw new OptionError(`Cannot parse argument '${value}' of option ${name}`);
  }
  return Number(value);
}
