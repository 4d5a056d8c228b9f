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

/** Collects what a command has to say; the last failure is the one reported. */
export class Answer {
  readonly results: Result[] = [];
  exitCode = 0;
  error = '';

  /** One result, its keys in the order in which they shall appear; `message` is the text for people. */
  add(result: Result): void {
    this.results.push(result);
  }

  /** A result with text alone. */
  say(message: string): void {
    this.results.push({message});
  }

  /** Adds lines to the message of the last result, or makes one. */
  append(text: string): void {
    const last = this.results.pop();
    const before = last?.['message'];
    this.results.push({...last, message: typeof before === 'string' ? `${before}\n${text}` : text});
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
  serialise(metadata: Metadata, wanted: Wanted): string {
    const {currentdir, user, ...more} = metadata;
    const body = {
      metadata: {currentdir, exitcode: String(this.exitCode), error: this.error, user, ...more},
      results: wantedOf(this.results, wanted),
    };
    return JSON.stringify(body).replaceAll('/', '\\/');
  }
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
