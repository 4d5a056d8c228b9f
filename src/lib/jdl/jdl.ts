import {JdlError, type Place} from './jdl-error.ts';
import {ORDER} from './key-order.ts';
import {PreparedText} from './prepared-text.ts';
import {type Statement, statementsIn} from './statements.ts';
import {type JdlValue, valueText} from './values.ts';

const RANKS: ReadonlyMap<string, number> = new Map(ORDER.map((key, index) => [key.toLowerCase(), index]));

/** Text that is written without quotes: an expression, or a number in a certain notation (`1.0`). */
export interface Unquoted {
  readonly unquoted: string;
}

interface Kept {
  readonly key: string;
  readonly value: JdlValue;
  /** as it was written; absent for what was set afterwards */
  readonly written?: Statement;
}

/** A job description. Keys are found whatever their case. */
export class Jdl {
  readonly #values = new Map<string, Kept>();
  readonly #overwritten: Statement[] = [];
  #prepared: PreparedText | undefined;

  /** Reads a description, with `args` in the place of `$1`, `$2`, ... Throws {@link JdlError}. */
  static parse(text: string, args: readonly string[] = []): Jdl {
    if (text.trim() === '') throw new JdlError('Content is empty');
    const jdl = new Jdl();
    const prepared = new PreparedText(text, args);
    jdl.#prepared = prepared;
    for (const statement of statementsIn(prepared)) {
      const earlier = jdl.#values.get(statement.key.toLowerCase())?.written;
      if (earlier !== undefined) jdl.#overwritten.push(earlier);
      jdl.#put(statement.key, statement.value, statement);
    }
    return jdl;
  }

  /** What was written behind the `=`; undefined if the key is missing. */
  value(key: string): JdlValue | undefined {
    return this.#get(key);
  }

  /** The key as it was typed; undefined if it was not. */
  spelling(key: string): string | undefined {
    return this.#values.get(key.toLowerCase())?.written?.key;
  }

  /** Statements that count for nothing, since a later one has the same key. */
  overwritten(): {readonly key: string; readonly place: Place | undefined}[] {
    return this.#overwritten.map(({key, keyAt}) => ({key, place: this.#prepared?.placeOf(keyAt)}));
  }

  /** Where a key, its value, or an item of its list was written; undefined for what was set afterwards. */
  placeOf(key: string, part: 'key' | 'value' | number = 'key'): Place | undefined {
    const written = this.#values.get(key.toLowerCase())?.written;
    if (written === undefined) return undefined;
    const {value, keyAt, valueAt} = written;
    const itemAt = typeof part === 'number' && value.kind === 'list' ? value.itemsAt?.[part] : undefined;
    return this.#prepared?.placeOf(part === 'key' ? keyAt : valueAt + (itemAt ?? 0));
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

  /** Whether the key has a value. Keys are the same in upper and lower case. */
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

  /** Leave the key out. */
  delete(key: string): void {
    this.#values.delete(key.toLowerCase());
  }

  /** The keys as they are spelt, in the order in which they are written. */
  keys(): string[] {
    return this.#ordered().map(({key}) => key);
  }

  /** A description of its own that says the same. */
  copy(): Jdl {
    const copy = new Jdl();
    copy.#prepared = this.#prepared;
    for (const {key, value, written} of this.#values.values()) copy.#put(key, value, written);
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

  #put(key: string, value: JdlValue, written?: Statement): void {
    const name = key.toLowerCase();
    const known = ORDER[RANKS.get(name) ?? -1];
    const spelt = known ?? this.#values.get(name)?.key ?? key;
    this.#values.set(name, {key: spelt, value, ...(written && {written})});
  }

  #ordered(): Kept[] {
    const rank = (name: string): number => RANKS.get(name) ?? RANKS.size;
    return [...this.#values].sort(([a], [b]) => rank(a) - rank(b)).map(([, entry]) => entry);
  }
}
