import {errorText} from './errno.ts';

/** What a result may hold: texts nearly always, and the few exceptions that the real service makes. */
export type Value = string | number | null | Readonly<Record<string, string>>;
export type Result = Readonly<Record<string, Value>>;

/** What a session adds to every answer. */
export interface Metadata {
  readonly currentdir: string;
  readonly user: string;
  readonly timing_ms?: string;
}

/** Which halves of the results the client wants. */
export interface Wanted {
  readonly message: boolean;
  readonly keys: boolean;
}

/** So many results are kept as objects; older ones become text, which takes a fraction of the memory. */
const KEPT = 500;

/** Collects what a command has to say; the last failure is the one reported. */
export class Answer {
  exitCode = 0;
  error = '';
  readonly #wanted: Wanted;
  #results: Result[] = [];
  readonly #written: string[] = [];
  #count = 0;
  #change: (result: Result) => Result | undefined = (result) => result;

  constructor(wanted: Wanted = {message: true, keys: true}) {
    this.#wanted = wanted;
  }

  /** How many results there are. */
  get count(): number {
    return this.#count;
  }

  /** One result, its keys in the order in which they should appear; `message` is the text for people. */
  add(result: Result): void {
    const changed = this.#change(result);
    if (changed === undefined) return;
    // The last one is kept: text may be added to it.
    if (this.#results.length >= KEPT) this.#write();
    this.#results.push(changed);
    this.#count++;
  }

  /** Has each further result changed, or left out. */
  change(change: (result: Result) => Result | undefined): void {
    this.#change = change;
  }

  /** Takes the last result away. */
  takeLast(): Result | undefined {
    const last = this.#results.pop();
    if (last !== undefined) this.#count--;
    return last;
  }

  /** A result with text alone. */
  say(message: string): void {
    this.add({message});
  }

  /** Adds lines to the message of the last result, or makes one. */
  append(text: string): void {
    const last = this.takeLast();
    const before = last?.['message'];
    this.add({...last, message: typeof before === 'string' ? `${before}\n${text}` : text});
  }

  /** Sets the exit code with its usual text, `text : detail`. */
  fail(code: number, detail?: string): void {
    this.exitCode = code;
    this.error = errorText(code, detail);
  }

  /** Sets the exit code with a text of one's own. */
  failPlainly(code: number, text: string): void {
    this.exitCode = code;
    this.error = text;
  }

  /** A warning: text in `error`, and an exit code of 0. */
  warn(text: string): void {
    this.error = `${text}\n`;
  }

  /** The text message for the wire. */
  serialise(metadata: Metadata): string {
    this.#write();
    const {currentdir, user, ...more} = metadata;
    const head = {currentdir, exitcode: String(this.exitCode), error: this.error, user, ...more};
    return `{"metadata":${toJson(head)},"results":[${this.#written.join(',')}]}`;
  }

  #write(): void {
    const results = wantedOf(this.#results, this.#wanted);
    if (results.length > 0) this.#written.push(toJson(results).slice(1, -1));
    this.#results = [];
  }
}

function toJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}

function wantedOf(results: readonly Result[], wanted: Wanted): Result[] {
  if (wanted.message && wanted.keys) return results.map(tidied);
  const halves = results.map((result): Result => {
    const {message, ...keys} = result;
    if (wanted.message) return typeof message === 'string' ? {message: trimmed(message)} : {};
    return wanted.keys ? keys : {};
  });
  return halves.filter((half) => Object.keys(half).length > 0);
}

/** The order of the keys is kept, so the message is replaced where it stands. */
function tidied(result: Result): Result {
  const message = result['message'];
  return typeof message === 'string' && message.endsWith('\n')
    ? {...result, message: trimmed(message)}
    : result;
}

function trimmed(message: string): string {
  return message.replace(/\n+$/, '');
}
