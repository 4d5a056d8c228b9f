import {StringDecoder} from 'node:string_decoder';
import {openHandle} from '../../files/open-file.ts';
import {harmless, harmlessJson} from '../../words/harmless.ts';

/** A stream that text goes to; what those of a process have in common with a test's buffer. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** the descriptor behind it, for other programs that write there; absent: there is none */
  readonly fd?: number;
  /** Write a chunk. @param done called when the chunk is on its way, or failed to be */
  write(chunk: string | Uint8Array, done?: (failure?: Error | null) => void): boolean;
}

/** What went wrong with one of several things. */
interface PartFailure {
  /** such as `ALIEN_NO_SUCH_FILE` */
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
}

/** What went wrong, as scripts and people are told of it. */
export interface Failure extends PartFailure {
  /** what to do about it, one step an element; two blanks in front: it belongs to the step before */
  readonly next: readonly string[];
  /** the person knows, and is told nothing */
  readonly isKnown?: boolean;
}

/**
 * The one place where text leaves the program. Data goes to stdout, talk to stderr. What comes from servers,
 * file names and jobs is made harmless for a terminal and left alone in a pipe.
 */
export class Output {
  readonly stdout: TextStream;
  readonly stderr: TextStream;

  constructor(stdout: TextStream, stderr: TextStream) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Whether stdout is for JSON alone. */
  get isJson(): boolean {
    return false;
  }

  /** Whether progress may be drawn: talk goes to a terminal. */
  get isTerminal(): boolean {
    return this.stderr.isTTY === true;
  }

  /** Data: text and a line break to stdout. */
  line(text: string): void {
    this.stdout.write(`${this.stdout.isTTY ? harmless(text) : text}\n`);
  }

  /** Data: many lines at once. Resolved when they are on their way, so that no more of them pile up than can be read. */
  async lines(texts: readonly string[]): Promise<void> {
    if (texts.length === 0) return;
    const text = `${texts.join('\n')}\n`;
    await new Promise((resolve) => this.stdout.write(this.stdout.isTTY ? harmless(text) : text, resolve));
  }

  /** Data: many lines that are drawn for a terminal: colours stay, and what comes from elsewhere was made `safe`. */
  async drawn(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    await new Promise((resolve) => this.stdout.write(`${lines.join('\n')}\n`, resolve));
  }

  /** Data: one thing that was found or done. Under `--json` it is an element of `results`, else the text if any. */
  result(...[, text]: [facts: object, text?: string]): void {
    if (text !== undefined) this.line(text);
  }

  /**
   * Data under `--json`: more elements of `results`, written at once and let go, so that a long list takes no memory.
   * Resolved when they are on their way.
   */
  results(facts: readonly object[]): Promise<void> {
    for (const each of facts) this.result(each);
    return Promise.resolve();
  }

  /** One of several things failed, and the command continues. `facts` say which, `name` is the same in text */
  partFailed(...[, name, {message}]: [facts: object, name: string, error: PartFailure]): void {
    this.note(`${name}: ${message}`);
  }

  /** Talk: text and a line break to stderr. */
  note(text: string): void {
    this.stderr.write(`${this.stderr.isTTY ? harmless(text) : text}\n`);
  }

  /** Data as JSON, indented by two blanks. */
  json(value: unknown): void {
    this.jsonText(JSON.stringify(value, null, 2));
  }

  /** Data that is JSON already. On a terminal it stays JSON: what could harm it is escaped. */
  jsonText(text: string): void {
    this.stdout.write(`${this.stdout.isTTY ? harmlessJson(text) : text}\n`);
  }

  /**
   * Data: a file as it is; on a terminal what could harm it is shown as text.
   * @param facts that stand beside the content under `--json`
   * @param marked what is printed in place of each piece of it, where it is printed as text
   */
  async file(
    ...[path, , marked]: [path: string, facts?: object, marked?: (piece: Uint8Array) => Buffer]
  ): Promise<void> {
    const decoder = new StringDecoder();
    const file = await openHandle(path, {owner: 'anyone', limit: Infinity, link: 'follow'});
    for await (const read of file.createReadStream() as AsyncIterable<Buffer>) {
      const chunk = marked ? marked(read) : read;
      const shown = this.stdout.isTTY ? harmless(decoder.write(chunk)) : chunk;
      const failure = await new Promise((resolve) => this.stdout.write(shown, resolve));
      if (failure) return; // who watches the stream says so
    }
    if (this.stdout.isTTY) this.stdout.write(harmless(decoder.end()));
  }

  /** Say what went wrong. The command ends with it. */
  failure({message, next, isKnown}: Failure): void {
    if (isKnown) return;
    this.note(message);
    for (const step of next) this.note(step.startsWith(' ') ? `  ${step}` : `  > ${step}`);
  }

  /** The command has ended without a failure. */
  end(): void {
    // text is complete as it is
  }

  /** Make text fit for a terminal by hand, where a renderer of its own does the writing. */
  safe(text: string): string {
    return harmless(text);
  }
}
