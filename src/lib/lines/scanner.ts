import {LineError} from './line-error.ts';

const BLANK = /[ \t\r\f\v]/;
const END = /[;\n]/;

/** A place in a command line, and what can be read from there on. */
export class Scanner {
  readonly text: string;
  /** `$NAME` stands for a variable */
  readonly hasVariables: boolean;
  readonly #firstLine: number;
  at = 0;

  constructor(text: string, firstLine: number, hasVariables = false) {
    this.hasVariables = hasVariables;
    this.text = text;
    this.#firstLine = firstLine;
  }

  get next(): string | undefined {
    return this.text[this.at];
  }

  /** At a blank, the end of a command, or the end of the text. */
  get isWordOver(): boolean {
    const {next} = this;
    return next === undefined || BLANK.test(next) || END.test(next);
  }

  /** At the end of a command. */
  get isCommandOver(): boolean {
    const {next} = this;
    return next === undefined || END.test(next);
  }

  /** Read what a sticky expression matches here. */
  take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    if (match === null) return undefined;
    this.at = expression.lastIndex;
    return match;
  }

  /** Pass blanks, lines that are continued by a backslash at their end, and a comment. */
  skipBlanks(): void {
    this.take(/(?:[ \t\r\f\v]|\\\r?\n)*/y);
    this.take(/#[^\n]*/y);
  }

  /**
   * Pass what stands in quotes and the quotes themselves.
   * @returns what is between them, as it is
   */
  quoted(quote: string): string {
    const start = this.at++;
    const hasEscapes = quote !== "'";
    for (; this.next !== undefined; this.at++) {
      if (this.next === quote) return this.text.slice(start + 1, this.at++);
      if (hasEscapes && this.next === '\\') this.at++;
    }
    throw this.error(`This ${quote} has no second one.`, start);
  }

  error(what: string, at = this.at): LineError {
    return new LineError(what, this.text, at, this.#firstLine);
  }
}
