/** How lines are marked, as `cat` of every Unix does it. */
export interface LineMarks {
  /** a number before each line, or before those that are not empty */
  readonly numbers?: 'all' | 'filled';
  /** of several empty lines only one */
  readonly squeeze?: boolean;
  /** `$` at the end of each line */
  readonly ends?: boolean;
  /** `^I` for tabs */
  readonly tabs?: boolean;
  /** `^X` and `M-X` for what cannot be seen */
  readonly visible?: boolean;
}

const [TAB, LINE_BREAK, DELETE, UPPER] = [9, 10, 127, 128];

/** Marks lines of files that come in pieces, one behind the other; bytes that need no mark stay as they are. */
export class LineMarker {
  readonly #marks: LineMarks;
  #number = 0;
  #isAtStart = true;
  #empty = 0;

  constructor(marks: LineMarks) {
    this.#marks = marks;
  }

  /** The next piece, marked. */
  mark(chunk: Uint8Array): Buffer {
    const pieces: string[] = [];
    for (const byte of chunk) {
      if (byte === LINE_BREAK) pieces.push(this.#lineBreak());
      else pieces.push(this.#begin(true), this.#shown(byte));
    }
    return Buffer.from(pieces.join(''), 'latin1');
  }

  #lineBreak(): string {
    const isEmpty = this.#isAtStart;
    this.#empty = isEmpty ? this.#empty + 1 : 0;
    if (isEmpty && this.#marks.squeeze && this.#empty > 1) return '';
    const begin = this.#begin(!isEmpty);
    this.#isAtStart = true;
    return `${begin}${this.#marks.ends ? '$' : ''}\n`;
  }

  #begin(isFilled: boolean): string {
    if (!this.#isAtStart) return '';
    this.#isAtStart = false;
    const {numbers} = this.#marks;
    if (numbers === undefined || (numbers === 'filled' && !isFilled)) return '';
    return `${String(++this.#number).padStart(6)}\t`;
  }

  #shown(byte: number): string {
    if (byte === TAB) return this.#marks.tabs ? '^I' : '\t';
    return this.#marks.visible ? visible(byte) : String.fromCharCode(byte);
  }
}

function visible(byte: number): string {
  if (byte >= UPPER) return `M-${visible(byte - UPPER)}`;
  if (byte === DELETE) return '^?';
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
}
