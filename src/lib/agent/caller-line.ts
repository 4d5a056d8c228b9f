import {writeSync} from 'node:fs';
import {Socket} from 'node:net';
import {constants} from 'node:os';
import type {Descriptors} from './descriptors.ts';
import {MESSAGE, NumberReader, message} from './messages.ts';

const {SIGCONT, SIGTSTP, SIGWINCH} = constants.signals;

/** The connection of a worker to the launcher of one command. */
export class CallerLine {
  readonly #fd: number;
  readonly #hold: Descriptors['hold'];
  readonly #socket: Socket;
  readonly #reader = new NumberReader();
  readonly #go = Promise.withResolvers<boolean>();
  /** gets the number of a signal that came to the launcher, and is for the command */
  onSignal: (number: number) => void = () => undefined;
  /** The terminal of the launcher may have another size. */
  onResize: () => void = () => undefined;
  /** The launcher is gone, and so is the one who wants to know. */
  onGone: () => void = () => undefined;

  /**
   * @param fd of the connection, which is closed with this object
   * @param hold stops the process until more comes from there
   */
  constructor(fd: number, hold: Descriptors['hold']) {
    this.#fd = fd;
    this.#hold = hold;
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

  /** From now on it does not keep this process from its end. */
  unref(): void {
    this.#socket.unref();
  }

  async close(): Promise<void> {
    this.onGone = () => undefined;
    if (this.#socket.closed) return;
    await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()).destroy());
  }

  #take(piece: Buffer): void {
    const messages = this.#reader.read(piece);
    for (const [at, {type, number}] of messages.entries()) {
      if (type === MESSAGE.go) this.#go.resolve(true);
      if (type === MESSAGE.signal) this.#obey(number, at === messages.length - 1);
    }
  }

  /** @param isLast whether no later word of the launcher was read already */
  #obey(number: number, isLast: boolean): void {
    if (number === SIGTSTP) {
      if (isLast) this.#hold(this.#fd, message(MESSAGE.held));
      else this.say(MESSAGE.held);
    } else if (number === SIGCONT || number === SIGWINCH) this.onResize();
    else this.onSignal(number);
  }

  #end(): void {
    this.#go.resolve(false);
    this.onGone();
  }
}
