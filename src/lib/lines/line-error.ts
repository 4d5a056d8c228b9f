import {UserError} from '../errors/errors.ts';

/** A command line that cannot be read. */
export class LineError extends UserError {
  /** what is wrong, without its place */
  readonly what: string;
  /** both from 1 on */
  readonly line: number;
  readonly column: number;

  /**
   * @param text the command line
   * @param at the place in it, in UTF-16 units
   */
  constructor(what: string, text: string, at: number, firstLine = 1) {
    const before = text.slice(0, at).split('\n');
    const line = firstLine + before.length - 1;
    const column = [...(before.at(-1) ?? '')].length + 1;
    const isOneLine = firstLine === 1 && !text.includes('\n');
    super(`${isOneLine ? 'Column' : `Line ${line}, column`} ${column}: ${what}`, {
      code: 'INVALID_ARGUMENT',
    });
    this.what = what;
    this.line = line;
    this.column = column;
  }
}
