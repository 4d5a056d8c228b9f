import {isUtf8} from 'node:buffer';
import {UserError} from '../../errors/errors.ts';
import {openHandle} from '../../files/open-file.ts';
import {harmlessJson} from '../../words/harmless.ts';
import {type Failure, Output, type TextStream} from './output.ts';

/** Bytes of a file that still fit into one text of JSON. */
const LARGEST_CONTENT = 128 * 2 ** 20;

/**
 * The way out under `--json`. Stdout holds JSON alone: one document, or in the form of lines one object a line. What
 * a command prints as text becomes `{"results": [{"message": TEXT}, ...]}`, so that it need not think of JSON.
 */
export class JsonOutput extends Output {
  readonly #lines: boolean;
  #results: object[] = [];
  /** what stands in the document before its results */
  #fields: Readonly<Record<string, unknown>> = {};
  /** The beginning of the document is out, and results are in it. */
  #isOpen = false;
  #isTold = false;

  /** @param lines one object a line, as it comes, and not one document */
  constructor(stdout: TextStream, stderr: TextStream, {lines = false} = {}) {
    super(stdout, stderr);
    this.#lines = lines;
  }

  override get isJson(): boolean {
    return true;
  }

  /** Whether it is one document, and not one object a line. */
  get isDocument(): boolean {
    return !this.#lines;
  }

  override line(text: string): void {
    this.result({message: text});
  }

  override result(...[facts]: Parameters<Output['result']>): void {
    if (this.#lines) this.#write(facts);
    else this.#results.push(facts);
  }

  /** Say what stands before the results of a document that is written while they come. */
  begin(fields: Readonly<Record<string, unknown>>): void {
    this.#fields = fields;
  }

  override async results(...[facts]: Parameters<Output['results']>): Promise<void> {
    const all = [...this.#results, ...facts];
    this.#results = [];
    if (all.length === 0) return;
    if (this.#lines) return await this.#send(`${all.map((each) => JSON.stringify(each)).join('\n')}\n`);
    const begin = this.#isOpen ? ',\n' : opening(this.#fields);
    this.#isOpen = true;
    await this.#send(`${begin}${all.map((each) => indented(each, 4)).join(',\n')}`);
  }

  close(rest: Readonly<Record<string, unknown>> = {}): void {
    if (this.#isTold || this.#lines) return;
    if (!this.#isOpen) return this.#write({results: this.#results, ...rest});
    const more = this.#results.map((each) => `,\n${indented(each, 4)}`).join('');
    const fields = fieldLines(rest).map((field) => `,\n${field}`);
    this.jsonText(`${more}\n  ]${fields.join('')}\n}`);
  }

  override partFailed(...[facts, name, error]: Parameters<Output['partFailed']>): void {
    super.partFailed(facts, name, error);
    const {code, exitCode, message} = error;
    this.result({...facts, error: {code, exitCode, message}});
  }

  override json(value: unknown): void {
    this.#write(value);
  }

  override jsonText(text: string): void {
    this.#isTold = true;
    super.jsonText(text);
  }

  /** The content as text, or in base64 where it is none. @throws {UserError} 90 for a file that is too large */
  override async file(path: string, facts: object = {}): Promise<void> {
    await using file = await openHandle(path, {owner: 'anyone', limit: Infinity, link: 'follow'});
    const {size} = await file.stat();
    if (size > LARGEST_CONTENT)
      throw new UserError(`A file of ${size} bytes is too large for JSON.`, {
        code: 'TOO_LARGE',
        next: ['Print it without --json, or copy it: alien cp'],
      });
    const bytes = await file.readFile();
    const isText = isUtf8(bytes);
    const content = bytes.toString(isText ? 'utf8' : 'base64');
    this.result({...facts, size, encoding: isText ? 'utf-8' : 'base64', content});
  }

  override failure(failure: Failure): void {
    super.failure(failure);
    if (this.#isTold && !this.#lines) return; // the document is complete; a second one would spoil it
    const {code, exitCode, message, next} = failure;
    const error = {code, exitCode, message, next: next.map((step) => step.trim())};
    if (this.#isOpen) return this.close({error});
    this.#write(this.#results.length > 0 ? {error, results: this.#results} : {error});
  }

  override end(): void {
    this.close();
  }

  async #send(text: string): Promise<void> {
    const shown = this.stdout.isTTY ? harmlessJson(text) : text;
    await new Promise((resolve) => this.stdout.write(shown, resolve));
  }

  #write(value: unknown): void {
    this.jsonText(JSON.stringify(value, null, this.#lines ? undefined : 2));
  }
}

/** The beginning of a document, up to its first result. */
function opening(fields: Readonly<Record<string, unknown>>): string {
  return `{\n${fieldLines(fields)
    .map((field) => `${field},\n`)
    .join('')}  "results": [\n`;
}

function fieldLines(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${indented(value, 2).trimStart()}`,
  );
}

/** A value of a document, as `JSON.stringify` lays it out there, this many blanks from the left. */
function indented(value: unknown, blanks: number): string {
  const margin = ' '.repeat(blanks);
  return margin + JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
}
