import {JdlError} from './errors.ts';
import {prepare, statementsIn} from './statements.ts';
import {valueText} from './values.ts';
import type {JdlValue} from './values.ts';

export {JdlError} from './errors.ts';

/** The order in which a description is written, and the spelling; other keys follow as they were set and spelt. */
const ORDER: readonly string[] = [
  'User',
  'JobTag',
  'Packages',
  'Executable',
  'ValidationCommand',
  'Arguments',
  'JDLPath',
  'JDLArguments',
  'InputFile',
  'InputData',
  'InputDataCollection',
  'InputDataList',
  'InputDataListFormat',
  'Split',
  'SplitArguments',
  'SplitMaxInputFileNumber',
  'OutputDir',
  'Output',
  'OutputFile',
  'OutputArchive',
  'OutputErrorE',
  'Requirements',
  'OrigRequirements',
  'TTL',
  'Price',
  'MemorySize',
  'JDLVariables',
  'CPUCores',
  'Type',
  'MasterJobId',
];
const RANKS: ReadonlyMap<string, number> = new Map(ORDER.map((key, index) => [key.toLowerCase(), index]));

/** Text that is written without quotes: an expression, or a number in a certain notation (`1.0`). */
export interface Unquoted {
  readonly unquoted: string;
}

/** A job description. Keys are found whatever their case. */
export class Jdl {
  readonly #values = new Map<string, {key: string; value: JdlValue}>();

  /** Reads a description, with `args` in the place of `$1`, `$2`, ... Throws {@link JdlError}. */
  static parse(text: string, args: readonly string[] = []): Jdl {
    if (text.trim() === '') throw new JdlError('Content is empty');
    const jdl = new Jdl();
    for (const [key, value] of statementsIn(prepare(text, args))) jdl.#put(key, value);
    return jdl;
  }

  /** The value as a text; undefined if the key is missing or holds a list. */
  text(key: string): string | undefined {
    const value = this.#get(key);
    return value === undefined || value.kind === 'list' ? undefined : value.text;
  }

  /** The value as a list: a single one is a list of one, a missing one is empty. */
  list(key: string): readonly string[] {
    const value = this.#get(key);
    if (value === undefined) return [];
    return value.kind === 'list' ? value.items : [value.text];
  }

  /** The value as a number, in quotes or not; undefined if it is missing or none. */
  number(key: string): number | undefined {
    const text = this.text(key)?.trim();
    const number = text === undefined || text === '' ? Number.NaN : Number(text);
    return Number.isFinite(number) ? number : undefined;
  }

  has(key: string): boolean {
    return this.#values.has(key.toLowerCase());
  }

  /** Sets or replaces a value. Texts and lists are written in quotes, whole numbers and expressions are not. */
  set(key: string, value: string | number | readonly string[] | Unquoted): void {
    if (typeof value === 'string') this.#put(key, {kind: 'text', text: value});
    else if (typeof value === 'number') this.#put(key, {kind: 'unquoted', text: String(value)});
    else if ('unquoted' in value) this.#put(key, {kind: 'unquoted', text: value.unquoted});
    else this.#put(key, {kind: 'list', items: [...new Set(value)]});
  }

  delete(key: string): void {
    this.#values.delete(key.toLowerCase());
  }

  /** The keys as they are spelt, in the order in which they are written. */
  keys(): string[] {
    return this.#ordered().map(({key}) => key);
  }

  copy(): Jdl {
    const copy = new Jdl();
    for (const {key, value} of this.#values.values()) copy.#put(key, value);
    return copy;
  }

  /** One statement a line, each item of a list on a line of its own, as `ps -jdl` shows it. */
  toString(): string {
    return this.#ordered()
      .map(({key, value}) => `${key} = ${valueText(value)};\n`)
      .join('');
  }

  #get(key: string): JdlValue | undefined {
    return this.#values.get(key.toLowerCase())?.value;
  }

  #put(key: string, value: JdlValue): void {
    const name = key.toLowerCase();
    const known = ORDER[RANKS.get(name) ?? -1];
    this.#values.set(name, {key: known ?? this.#values.get(name)?.key ?? key, value});
  }

  #ordered(): {key: string; value: JdlValue}[] {
    const rank = (name: string): number => RANKS.get(name) ?? RANKS.size;
    return [...this.#values].sort(([a], [b]) => rank(a) - rank(b)).map(([, entry]) => entry);
  }
}
