const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The depth at which the elements of `results` stand: inside of the answer and of the list. */
const INSIDE = 2;

/** Elements of a list as they came, with the commas between them. */
export interface ResultsText {
  readonly bytes: Buffer;
  /** how many elements; one, where the list is empty */
  readonly count: number;
}

/**
 * Splits an answer, which comes in pieces, into what stands before the list `results`, its elements, and the rest. It
 * looks at brackets, quotes and commas alone: whether all of it is JSON is seen when its parts are parsed. These signs
 * are ASCII, so a piece may end in the middle of a character.
 */
export class ResultsScanner {
  /** from the bracket that closes the list on; none as long as that has not come */
  readonly tail: Buffer[] = [];
  #head: Buffer = Buffer.alloc(0);
  /** bytes of the list that are not handed over yet: an element that is not complete */
  #open: Buffer[] = [];
  #depth = 0;
  #isInText = false;
  #isEscaped = false;

  /** what stands before the bracket that opens the list */
  get head(): Buffer {
    return this.#head;
  }

  /**
   * Look for the list in the first bytes of an answer.
   * @returns what of it may hold elements already; undefined where it does not begin there
   */
  begin(first: Buffer): Buffer | undefined {
    let [textStart, textEnd] = [0, 0];
    let isResults = false;
    for (let at = 0; at < first.length; at++) {
      const byte = first[at];
      const wasInText = this.#isInText;
      this.#step(byte);
      if (wasInText !== this.#isInText) {
        if (wasInText) textEnd = at;
        else textStart = at + 1;
      } else if (this.#isInText || this.#depth > INSIDE) continue;
      else if (byte === COLON && this.#depth === 1)
        isResults = first.toString('latin1', textStart, textEnd) === 'results';
      else if (byte === COMMA && this.#depth === 1) isResults = false;
      else if (byte === OPEN_ARRAY && isResults && this.#depth === INSIDE) {
        this.#head = first.subarray(0, at);
        return first.subarray(at + 1);
      }
    }
    return undefined;
  }

  /** Look at more bytes. @returns the elements that are complete by now; undefined: none */
  push(piece: Buffer): ResultsText | undefined {
    if (this.tail.length > 0) {
      this.tail.push(piece);
      return undefined;
    }
    let [count, end] = [0, -1];
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at];
      this.#step(byte);
      if (this.#isInText || this.#depth > INSIDE) continue;
      if (this.#depth < INSIDE) {
        this.tail.push(piece.subarray(at));
        return this.#complete(piece.subarray(0, at), count + 1, undefined);
      }
      if (byte === COMMA) [count, end] = [count + 1, at];
    }
    if (count > 0) return this.#complete(piece.subarray(0, end), count, piece.subarray(end + 1));
    this.#open.push(piece);
    return undefined;
  }

  #complete(last: Buffer, count: number, open: Buffer | undefined): ResultsText {
    const bytes = this.#open.length === 0 ? last : Buffer.concat([...this.#open, last]);
    this.#open = open === undefined ? [] : [open];
    return {bytes, count};
  }

  #step(byte: number | undefined): void {
    if (this.#isInText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isInText = false;
    } else if (byte === QUOTE) this.#isInText = true;
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#depth++;
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) this.#depth--;
  }
}
