import {createHash, type Hash} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';

/** The end of what has arrived before may never have reached the disk. */
const FETCHED_ANEW = 16 << 20;
const CHUNK = 1 << 20;
const MOST_UNDER_WAY = 4;
/** Batches are not all of one size; with this room a buffer fits the next one too. */
const MARGIN = 1 << 16;

/** A local file that is written from somewhere on, and the md5 of all before that. */
export class PartialTarget implements AsyncDisposable {
  readonly #file: FileHandle;
  #hash: Hash = createHash('md5');
  #offset = 0;
  /** writes that are not done yet, the first one first: a disk may take its time while more is fetched */
  readonly #underWay: Promise<void>[] = [];
  /** buffers that are free again */
  readonly #spare: Buffer[] = [];
  /** bytes that were there; they stay until others are written over them, so that a failure loses nothing */
  #before = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** A new file. */
  static async create(path: string): Promise<PartialTarget> {
    return new PartialTarget(await open(path, 'wx', 0o666));
  }

  /** A file that may be there; what there is of it is resumed, but for the last 16 MiB. */
  static async goOn(path: string, signal: AbortSignal): Promise<PartialTarget> {
    const {O_RDWR, O_CREAT, O_NOFOLLOW} = constants;
    const target = new PartialTarget(await open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o666));
    try {
      await target.#takeUp(signal);
      return target;
    } catch (error) {
      await target.#file.close();
      throw error;
    }
  }

  /** Where the next byte goes. */
  get offset(): number {
    return this.#offset;
  }

  /** Forget what was there. */
  async startAgain(): Promise<void> {
    await this.#file.truncate(0);
    this.#before = 0;
    this.#hash = createHash('md5');
    this.#offset = 0;
  }

  /** Write further bytes. Returns before they are written, unless much is under way already. */
  async write(pieces: readonly Buffer[]): Promise<void> {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const spare = this.#spare.pop();
    const buffer =
      spare !== undefined && spare.length >= length ? spare : Buffer.allocUnsafe(length + MARGIN);
    let filled = 0;
    for (const piece of pieces) filled += piece.copy(buffer, filled);
    this.#hash.update(buffer.subarray(0, length));
    const written = this.#writeAt(this.#offset, buffer, length);
    written.catch(() => undefined); // it is told below
    this.#offset += length;
    this.#underWay.push(written);
    if (this.#underWay.length > MOST_UNDER_WAY) await this.#underWay.shift();
  }

  /** Nothing follows. @returns the md5 of the whole, in lower-case hex */
  async finish(): Promise<string> {
    await Promise.all(this.#underWay);
    if (this.#before > this.#offset) await this.#file.truncate(this.#offset);
    return this.#hash.digest('hex');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#file.close();
  }

  async #writeAt(offset: number, buffer: Buffer, length: number): Promise<void> {
    for (let done = 0; done < length;) {
      const {bytesWritten} = await this.#file.write(buffer, done, length - done, offset + done);
      done += bytesWritten;
    }
    this.#spare.push(buffer);
  }

  async #takeUp(signal: AbortSignal): Promise<void> {
    this.#before = (await this.#file.stat()).size;
    const end = Math.max(0, this.#before - FETCHED_ANEW);
    const buffer = Buffer.allocUnsafe(CHUNK);
    while (this.#offset < end) {
      signal.throwIfAborted();
      const {bytesRead} = await this.#file.read(buffer, 0, Math.min(CHUNK, end - this.#offset), this.#offset);
      if (bytesRead === 0) break;
      this.#hash.update(buffer.subarray(0, bytesRead));
      this.#offset += bytesRead;
    }
  }
}
