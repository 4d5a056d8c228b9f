import type {Socket} from 'node:net';

/** How the bytes of a connection travel. Looked at for every piece, so that a change is felt at once. */
export interface Shape {
  /** ms; a connection that is made costs one more. */
  readonly roundTrip: number;
  /** Bytes a second in each direction; no limit without it. */
  readonly rate?: number | undefined;
  /** After so many bytes in both directions nothing moves any more. */
  readonly hangAfter?: number | undefined;
}

/** What both directions of a connection know together. */
export interface Passage {
  /** When the connection was made, by the clock of `performance`. */
  readonly opened: number;
  /** Bytes that have passed. */
  passed: number;
}

/** More than this is not taken from the sender ahead of time. */
const HIGH_WATER = 4 * 1024 * 1024;
/** A limited stream flows in pieces of so many seconds. */
const PIECE = 0.02;

/** One direction of a relayed connection. */
export class Lane {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #shape: () => Shape;
  readonly #passage: Passage;
  readonly #through: (data: Buffer) => Buffer;
  /** Data, and at last undefined for the end. */
  readonly #waiting: {data: Buffer | undefined; came: number}[] = [];
  #size = 0;
  /** When the next piece may go, if the stream is limited. */
  #free = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param through takes what comes, and gives what of it should go on */
  constructor(
    from: Socket,
    to: Socket,
    shape: () => Shape,
    passage: Passage,
    through: (data: Buffer) => Buffer = (data) => data,
  ) {
    this.#from = from;
    this.#to = to;
    this.#shape = shape;
    this.#passage = passage;
    this.#through = through;
    from.on('data', (data: Buffer) => this.add(this.#through(data)));
    from.on('end', () => this.add(undefined));
    to.on('drain', () => this.#resume());
    to.on('close', () => clearTimeout(this.#timer));
  }

  /** Moves what may move by now. */
  pump(): void {
    clearTimeout(this.#timer);
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      const {roundTrip, rate, hangAfter = Infinity} = this.#shape();
      const room = hangAfter - this.#passage.passed;
      if (room <= 0) return;
      const now = performance.now();
      // What was sent while the connection was still being made could not have been sent.
      const sent = Math.max(first.came, this.#passage.opened + roundTrip);
      const due = Math.max(sent + roundTrip / 2, rate === undefined ? 0 : this.#free);
      if (due > now) {
        this.#timer = setTimeout(() => this.pump(), due - now);
        return;
      }
      if (first.data === undefined) {
        this.#waiting.shift();
        this.#to.end();
        return;
      }
      const most = Math.min(room, rate === undefined ? Infinity : Math.max(1, Math.round(rate * PIECE)));
      const piece = first.data.subarray(0, most);
      if (rate !== undefined) this.#free = Math.max(now, this.#free) + (piece.length / rate) * 1000;
      first.data = first.data.subarray(piece.length);
      if (first.data.length === 0) this.#waiting.shift();
      this.#pass(piece);
    }
  }

  /** Sends data behind all that came before; undefined for the end. */
  add(data: Buffer | undefined): void {
    if (data?.length === 0) return;
    this.#waiting.push({data, came: performance.now()});
    this.#size += data?.length ?? 0;
    this.pump();
    if (this.#size > HIGH_WATER) this.#from.pause();
  }

  #pass(piece: Buffer): void {
    this.#size -= piece.length;
    this.#passage.passed += piece.length;
    if (!this.#to.write(piece)) this.#from.pause();
    else this.#resume();
  }

  #resume(): void {
    if (this.#size <= HIGH_WATER && !this.#to.writableNeedDrain) this.#from.resume();
  }
}
