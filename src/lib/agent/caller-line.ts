import {writeSync} from 'node:fs';
import {Socket} from 'node:net';
import {MESSAGE, NumberReader, message} from './messages.ts';

/** The connection of a worker to the launcher of one command. */
export class CallerLine {
  readonly #fd: number;
  readonly #socket: Socket;
  readonly #reader = new NumberReader();
  readonly #go = Promise.withResolvers<boolean>();
  /** gets the number of a signal that came to the launcher */
  onSignal: (number: number) => void = () => undefined;
  /** The launcher is gone, and so is the one who wants to know. */
  onGone: () => void = () => undefined;

  /** @param fd of the connection, which is closed with this object */
  constructor(fd: number) {
    this.#fd = fd;
    this.#socket = new Socket({fd});
    this.#socket.on('error', () => undefined); // followed by its close
    this.#socket.on('data', (piece: Buffer) => this.#take(piece));
    this.#socket.once('end', () => this.#end());
    this.#socket.once('close', () => this.#end());
  }

  /** Whether the command is to begin; false: the launcher went another way. */
  get go(): Promise<boolean> {
    return this.#go.promise;
  }

  /** Tell at once, whatever comes next. @returns whether the launcher is still there */
  say(type: number, ...numbers: readonly number[]): boolean {
    try {
      writeSync(this.#fd, message(type, ...numbers));
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    this.onGone = () => undefined;
    if (this.#socket.closed) return;
    await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()).destroy());
  }

  #take(piece: Buffer): void {
    for (const {type, number} of this.#reader.read(piece)) {
      if (type === MESSAGE.go) this.#go.resolve(true);
      if (type === MESSAGE.signal) this.onSignal(number);
    }
  }

  #end(): void {
    this.#go.resolve(false);
    this.onGone();
  }
}
