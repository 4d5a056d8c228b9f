import {JdlError, type Place} from './jdl-error.ts';

/** From here on the prepared text comes from `from` of the source; all of an argument comes from its `$n`. */
interface Mark {
  readonly at: number;
  readonly from: number;
  readonly isArgument: boolean;
}

/**
 * A job description as the service reads it: without the lines that are comments, and with the arguments in the place
 * of `$1`, `$2`, ... It knows where in the source everything comes from.
 */
export class PreparedText {
  readonly text: string;
  readonly #source: string;
  readonly #marks: Mark[] = [];

  /** @throws {JdlError} for an argument that is missing */
  constructor(source: string, args: readonly string[]) {
    this.#source = source;
    let text = '';
    const add = (piece: string, from: number, isArgument = false): void => {
      this.#marks.push({at: text.length, from, isArgument});
      text += piece;
    };
    for (const [index, {line, from}] of keptLines(source).entries()) {
      if (index > 0) add('\n', from - 1);
      let done = 0;
      for (const match of line.matchAll(/\$(\d+)/g)) {
        add(line.slice(done, match.index), from + done);
        const value = args[Number(match[1]) - 1];
        if (value === undefined) {
          const message = `The JDL indicates argument ${match[0]} but you haven't provided it`;
          throw new JdlError(message, {place: placeIn(source, from + match.index)});
        }
        add(value, from + match.index, true);
        done = match.index + match[0].length;
      }
      add(line.slice(done), from + done);
    }
    this.text = text;
  }

  /** Where in the source a place of the prepared text comes from. */
  placeOf(offset: number): Place {
    const mark = this.#marks.findLast(({at}) => at <= offset);
    if (mark === undefined) return {line: 1, column: 1};
    return placeIn(this.#source, mark.isArgument ? mark.from : mark.from + offset - mark.at);
  }
}

/** Lines of comment go away, and empty ones with them, but only where there is a `#` at all. */
function keptLines(source: string): {readonly line: string; readonly from: number}[] {
  if (!source.includes('#')) return [{line: source, from: 0}];
  let from = 0;
  return source.split('\n').flatMap((line) => {
    const start = from;
    from += line.length + 1;
    return /^\s*(#|$)/.test(line) ? [] : [{line, from: start}];
  });
}

function placeIn(source: string, offset: number): Place {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {line: before.split('\n').length, column: offset - lineStart + 1};
}
