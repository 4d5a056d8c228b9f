import type {Duplex} from 'node:stream';
import type {WebSocket} from 'ws';

/** Shorter answers take longer to compress than to send. */
const WORTH_COMPRESSING = 4096;
/** A longer answer comes in frames of so many bytes, each compressed for itself. */
const FRAME = 8192;
/** Answers of so many characters fit into one frame: a character has three bytes at the most. */
const SHORT = FRAME / 3;
const BLANKS = Buffer.alloc(1024 * 1024, ' ');

/** Of a frame that holds a whole text, and of one whose length stands in two bytes. */
const [WHOLE_TEXT, TWO_BYTES] = [0x81, 126];
/** The longest text whose length stands in the frame's second byte. */
const TINY = 125;

/** The way of the answers of one connection, in frames as the real service makes them. */
export class Outlet {
  readonly #socket: WebSocket;
  readonly #wire: Duplex;

  /** @param wire what is below the websocket */
  constructor(socket: WebSocket, wire: Duplex) {
    this.#socket = socket;
    this.#wire = wire;
  }

  /** Sends a message, if the connection is still there. */
  send(message: string | Buffer, binary = false): void {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return;
    if (message.length > SHORT) {
      const compress = message.length > WORTH_COMPRESSING;
      for (const {frame, fin} of framesOf(message)) socket.send(frame, {binary, compress, fin});
    } else if (typeof message === 'string' && !binary && socket.bufferedAmount === 0) {
      // The websocket would write the head of the frame and the text as two, which takes twice as long.
      this.#wire.write(shortFrame(message));
    } else socket.send(message, {binary, compress: false});
  }

  /** Sends the first half of an answer, and breaks the connection. */
  async sendHalf(answer: string): Promise<void> {
    const frames = [...framesOf(answer)];
    const half = frames.slice(0, Math.ceil(frames.length / 2));
    await Promise.all(half.map(({frame}) => this.#sendPiece(frame, false)));
    this.#socket.terminate();
  }

  /** Sends the answer with blanks before its end, piece by piece: no memory holds the whole. */
  async sendBlownUp(answer: string, bytes: number): Promise<void> {
    await this.#sendPiece(answer.slice(0, -1), false);
    for (let missing = bytes - Buffer.byteLength(answer); missing > 0; missing -= BLANKS.length) {
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      await this.#sendPiece(BLANKS.subarray(0, missing), false);
    }
    await this.#sendPiece(answer.slice(-1), true);
  }

  #sendPiece(data: string | Buffer, fin: boolean): Promise<void> {
    return new Promise((resolve) =>
      this.#socket.send(data, {binary: false, compress: true, fin}, () => resolve()),
    );
  }
}

function* framesOf(message: string | Buffer): Generator<{frame: Buffer; fin: boolean}> {
  const bytes = Buffer.from(message);
  for (let from = 0; ; from += FRAME) {
    const fin = bytes.length - from <= FRAME;
    yield {frame: bytes.subarray(from, from + FRAME), fin};
    if (fin) return;
  }
}

/** A text of at most 64 KiB as one frame. */
function shortFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length > TINY ? 4 : 2;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = WHOLE_TEXT;
  frame[1] = length > TINY ? TWO_BYTES : length;
  if (length > TINY) frame.writeUInt16BE(length, 2);
  frame.write(text, head);
  return frame;
}
