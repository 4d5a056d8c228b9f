import {emitKeypressEvents} from 'node:readline';
import type {ReadStream} from 'node:tty';
import {cleanPaste, type Key, type Paste} from './keys.ts';

/** How `node:readline` describes a key. */
interface Described {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly sequence?: string;
}

/** Reads keys from a terminal while it is open; what is pasted comes in one piece. */
export class KeyStream {
  readonly #input: ReadStream;
  readonly #take: (event: Key | Paste) => void;
  #pasted: string | undefined;

  /** @param take gets keys in order */
  constructor(input: ReadStream, take: (event: Key | Paste) => void) {
    this.#input = input;
    this.#take = take;
    emitKeypressEvents(input);
  }

  /** Take the terminal: keys come one by one and are not shown. */
  open(): void {
    this.#input.setRawMode(true);
    this.#input.on('keypress', this.#pressed);
    this.#input.resume();
  }

  /** Leave the terminal to a command, which may read keys itself. */
  close(): void {
    this.#input.off('keypress', this.#pressed);
    this.#input.pause();
    this.#input.setRawMode(false);
  }

  readonly #pressed = (text: string | undefined, described: Described): void => {
    const {name, ctrl = false, meta = false, sequence = text ?? ''} = described;
    if (name === 'paste-start') this.#pasted = '';
    else if (name === 'paste-end') {
      const pasted = cleanPaste(this.#pasted ?? '');
      this.#pasted = undefined;
      this.#take({pasted});
    } else if (this.#pasted === undefined) this.#take({text, name, ctrl, meta, sequence});
    else this.#pasted += sequence;
  };
}
