import {InternalError} from '../errors/errors.ts';

/**
 * What launcher and worker say to each other, in this order; as in launcher/launcher.h. `ended` has the exit code and the
 * number of the signal that the command has ended of, else 0.
 */
export const MESSAGE = {
  hello: 1,
  request: 2,
  ready: 3,
  refused: 4,
  go: 5,
  begun: 6,
  signal: 7,
  ended: 8,
  held: 9,
} as const;

/** One command as the launcher tells it. */
export interface Request {
  readonly umask: number;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const HEAD = 8;
const NUMBER = 4;

/** @throws {InternalError} for what no launcher sends */
export function readRequest(bytes: Buffer): Request {
  // what is no UTF-8 would not survive: the caller runs such a command itself
  const text = bytes.toString();
  if (!Buffer.from(text).equals(bytes)) throw new InternalError('The request is not UTF-8.');
  const [umask = '', count = '', ...rest] = text.replace(/\0$/, '').split('\0');
  const words = rest.slice(0, Number(count));
  if (!/^[0-7]{1,4}$/.test(umask) || words.length !== Number(count))
    throw new InternalError('The request makes no sense.');
  const pairs = rest.slice(words.length).map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return {umask: Number.parseInt(umask, 8), words, env: Object.fromEntries(pairs)};
}

/** A message with some numbers in it, as bytes in the order of this machine. */
export function message(type: number, ...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(HEAD + numbers.length * NUMBER);
  new Uint32Array(bytes.buffer, bytes.byteOffset, 2).set([type, numbers.length * NUMBER]);
  new Int32Array(bytes.buffer, bytes.byteOffset + HEAD, numbers.length).set(numbers);
  return bytes;
}

/** Reads messages of one number each from the pieces in which they come. */
export class NumberReader {
  #rest = Buffer.alloc(0);

  /** @returns the messages that are complete with this piece */
  read(piece: Buffer): {type: number; number: number}[] {
    this.#rest = Buffer.concat([this.#rest, piece]);
    const read: {type: number; number: number}[] = [];
    const size = HEAD + NUMBER;
    for (; this.#rest.length >= size; this.#rest = this.#rest.subarray(size)) {
      const [type = 0, , number = 0] = new Int32Array(Uint8Array.from(this.#rest.subarray(0, size)).buffer);
      read.push({type, number});
    }
    return read;
  }
}
