/** What a client asks of an XRootD server, as far as it can be answered in its place. */
export type Asked =
  | {readonly kind: 'open'; readonly path: string; readonly toWrite: boolean}
  | {readonly kind: 'write'; readonly bytes: number};

/** An answer in place of the server's: an error by its number in the protocol, or the advice to ask again later. */
export type Answer =
  | {readonly error: number; readonly message: string}
  | {readonly waitSeconds: number; readonly message: string};

/** Undefined: the server should answer. */
export type Judge = (asked: Asked) => Answer | undefined;

const GREETING = Buffer.alloc(20);
GREETING.writeUInt32BE(4, 12);
GREETING.writeUInt32BE(2012, 16);
const REQUEST = 24;
const RESPONSE = 8;
/** What follows the head of a response of this kind tells how much more follows behind it. */
const STATUS = {code: 4007, length: 16, more: 12};
const [ERROR, WAIT] = [4003, 4005];
const FIRST = 3000;
const LAST = 3100;
const [OPEN, WRITE, PGWRITE, WRITEV] = [3010, 3019, 3026, 3031];
/** Delete, new, update, append, write only. */
const TO_WRITE = 0x0002 | 0x0008 | 0x0020 | 0x0200 | 0x8000;
/** Paths with all that belongs to them, and lists of pieces, are shorter. */
const LONGEST_WORDS = 64 * 1024;
const LIST_ITEM = 16;

/**
 * What a client and an XRootD server say to each other, so that single requests are answered on the way. What does not
 * begin as that protocol does (TLS, for one) is let through untouched.
 */
export class Conversation {
  readonly #judge: Judge;
  readonly #tellClient: (answer: Buffer) => void;
  readonly #requests: Frames;
  readonly #responses: Frames;
  /** Answers that wait until the server has ended its sentence. */
  readonly #pending: Buffer[] = [];
  #greeted = false;

  /** @param tellClient called with each answer in place of the server's, between two of its own */
  constructor(judge: Judge, tellClient: (answer: Buffer) => void) {
    this.#judge = judge;
    this.#tellClient = tellClient;
    this.#requests = new Frames((head) => this.#judgeRequest(head));
    this.#responses = new Frames(lengthOfResponse);
  }

  /** Takes what the client sends, and gives what of it should reach the server. */
  fromClient(data: Buffer): Buffer {
    return this.#requests.take(data);
  }

  /** Takes what the server sends; all of it is to reach the client, with what may be added now. */
  fromServer(data: Buffer): Buffer {
    const passed = this.#responses.take(data);
    if (this.#pending.length === 0 || !this.#responses.isBetween) return passed;
    return Buffer.concat([passed, ...this.#pending.splice(0)]);
  }

  #judgeRequest(head: Buffer): Frame {
    if (!this.#greeted) return this.#greet(head);
    if (head.length < REQUEST) return {need: REQUEST};
    const id = head.readUInt16BE(2);
    const length = head.readUInt32BE(20);
    if (id < FIRST || id > LAST) return this.#giveUp();
    const needsWords = (id === OPEN || id === WRITEV) && length < LONGEST_WORDS;
    if (needsWords && head.length < REQUEST + length) return {need: REQUEST + length};
    const rest = length - (head.length - REQUEST) + (id === WRITEV ? bytesOf(head.subarray(REQUEST)) : 0);
    const asked = askedBy(head, id, length);
    const answer = asked && this.#judge(asked);
    if (answer === undefined) return {rest};
    this.#answer(encode(head.subarray(0, 2), answer));
    return {rest, dropped: true};
  }

  #greet(head: Buffer): Frame {
    if (!GREETING.subarray(0, head.length).equals(head)) return this.#giveUp();
    if (head.length < GREETING.length) return {need: GREETING.length};
    this.#greeted = true;
    return {rest: 0};
  }

  #giveUp(): Frame {
    this.#responses.letThrough();
    return {rest: Infinity};
  }

  #answer(answer: Buffer): void {
    if (this.#responses.isBetween) this.#tellClient(answer);
    else this.#pending.push(answer);
  }
}

/** What is known of a frame by its first bytes: how many more of these are needed, or how many are left behind them. */
type Frame = {readonly need: number} | {readonly rest: number; readonly dropped?: true};

/** One direction of the talk, cut into frames, however its bytes come. */
class Frames {
  readonly #read: (head: Buffer) => Frame;
  #head: Buffer = Buffer.alloc(0);
  #rest = 0;
  #dropping = false;

  constructor(read: (head: Buffer) => Frame) {
    this.#read = read;
  }

  /** Whether the next byte begins a frame. */
  get isBetween(): boolean {
    return this.#rest === 0 && this.#head.length === 0;
  }

  /** From now on nothing is looked at, nor held back. */
  letThrough(): void {
    this.#rest = Infinity;
    this.#dropping = false;
  }

  /** Gives what may pass; an unfinished head is held back. */
  take(data: Buffer): Buffer {
    const passed = this.#rest === Infinity ? [this.#head] : [];
    if (this.#rest === Infinity) this.#head = Buffer.alloc(0);
    for (let at = 0; at < data.length;) {
      if (this.#rest > 0) {
        const piece = data.subarray(at, at + Math.min(this.#rest, data.length - at));
        at += piece.length;
        this.#rest -= piece.length;
        if (!this.#dropping) passed.push(piece);
        continue;
      }
      let frame = this.#read(this.#head);
      while ('need' in frame && at < data.length) {
        const more = data.subarray(at, at + frame.need - this.#head.length);
        at += more.length;
        this.#head = Buffer.concat([this.#head, more]);
        frame = this.#read(this.#head);
      }
      if ('need' in frame) break;
      if (frame.dropped !== true) passed.push(this.#head);
      this.#dropping = frame.dropped === true;
      this.#rest = frame.rest;
      this.#head = Buffer.alloc(0);
    }
    return passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed);
  }
}

function lengthOfResponse(head: Buffer): Frame {
  if (head.length < RESPONSE) return {need: RESPONSE};
  const length = head.readUInt32BE(4);
  if (head.readUInt16BE(2) !== STATUS.code || length < STATUS.length) return {rest: length};
  if (head.length < RESPONSE + STATUS.length) return {need: RESPONSE + STATUS.length};
  return {rest: length - STATUS.length + head.readUInt32BE(RESPONSE + STATUS.more)};
}

function askedBy(head: Buffer, id: number, length: number): Asked | undefined {
  if (id === WRITE || id === PGWRITE) return {kind: 'write', bytes: length};
  if (id === WRITEV) return {kind: 'write', bytes: bytesOf(head.subarray(REQUEST))};
  if (id !== OPEN) return undefined;
  const [path = ''] = head.toString('utf8', REQUEST).split('?', 1);
  return {kind: 'open', path: path.replace(/^\/+/, '/'), toWrite: (head.readUInt16BE(6) & TO_WRITE) !== 0};
}

/** The bytes that follow a list of pieces to write. */
function bytesOf(list: Buffer): number {
  let bytes = 0;
  for (let at = 0; at + LIST_ITEM <= list.length; at += LIST_ITEM) bytes += list.readUInt32BE(at + 4);
  return bytes;
}

function encode(stream: Buffer, answer: Answer): Buffer {
  const [status, number] = 'error' in answer ? [ERROR, answer.error] : [WAIT, answer.waitSeconds];
  const text = Buffer.from(`${answer.message}\0`);
  const frame = Buffer.alloc(RESPONSE + 4);
  stream.copy(frame);
  frame.writeUInt16BE(status, 2);
  frame.writeUInt32BE(4 + text.length, 4);
  frame.writeUInt32BE(number, RESPONSE);
  return Buffer.concat([frame, text]);
}
