import {createInterface, type Interface} from 'node:readline';
import {PassThrough} from 'node:stream';
import type {WriteStream} from 'node:tty';
import type {Key} from './keys.ts';

const CLEAR_BELOW = '\u001b[J';
const GREY = '\u001b[90m';
const NO_COLOUR = '\u001b[39m';

/** What of a suggestion can be shown by counting characters: each of them is one column wide. */
const NARROW = /^[ -~]*/;

/**
 * A prompt and the line behind it on a terminal. `node:readline` draws and edits the line; keys are handed to it one by
 * one, so that it never reads the terminal itself.
 */
export class LineView {
  readonly #output: WriteStream;
  readonly #readline: Interface;
  #hasHint = false;

  /** @param onLine gets the line when Enter is handed over */
  constructor(output: WriteStream, prompt: string, onLine: (line: string) => void) {
    this.#output = output;
    const others = output.listeners('resize');
    this.#readline = createInterface({
      input: new PassThrough(),
      output,
      terminal: true,
      historySize: 0,
      tabSize: 8,
    });
    // It would count the rows of the size before; the editor makes another view then.
    for (const listener of output.listeners('resize').filter((each) => !others.includes(each)))
      output.off('resize', listener as () => void);
    this.#readline.on('line', onLine);
    this.#readline.on('SIGINT', () => undefined);
    this.#readline.setPrompt(prompt);
    this.#readline.prompt();
  }

  get line(): string {
    return this.#readline.line;
  }

  get cursor(): number {
    return this.#readline.cursor;
  }

  get isAtEnd(): boolean {
    return this.cursor === this.line.length;
  }

  /** Hand over a key. */
  press({text, name, ctrl, meta}: Key): void {
    this.#readline.write(text as string, {name, ctrl, meta});
  }

  /** Type text that holds no end of a line. */
  type(text: string): void {
    if (text !== '') this.#readline.write(text);
  }

  /** Put another line in the place of this one. @param cursor where to be in it; default: at its end */
  replace(line: string, cursor = line.length): void {
    this.#readline.write(null, {ctrl: true, name: 'e'});
    this.#readline.write(null, {ctrl: true, name: 'u'});
    this.type(line);
    for (let at = line.length; at > cursor; at = this.cursor) this.#readline.write(null, {name: 'left'});
  }

  /** Show another prompt in front of the line. */
  setPrompt(prompt: string): void {
    this.#readline.setPrompt(prompt);
    this.#readline.prompt(true);
  }

  /** Show in grey how the line may go on, as far as the row has room. */
  hint(text: string): void {
    const room = this.#output.columns - this.#readline.getCursorPos().cols - 1;
    const shown = (NARROW.exec(text)?.[0] ?? '').slice(0, Math.max(room, 0));
    if (shown === '') return;
    this.#output.write(`${GREY}${shown}${NO_COLOUR}\u001b[${shown.length}D`);
    this.#hasHint = true;
  }

  /** Take the grey text away. */
  clearHint(): void {
    if (this.#hasHint) this.#output.write(CLEAR_BELOW);
    this.#hasHint = false;
  }

  /** Draw the line anew, for a terminal that was left to others. */
  redraw(): void {
    this.#readline.prompt(true);
  }

  /** Leave the line as it is shown, with the cursor behind it. */
  leave(): void {
    this.clearHint();
    this.#readline.write(null, {ctrl: true, name: 'e'});
  }

  /** Take the line off the screen, with the cursor where the prompt began. */
  erase(): void {
    const {rows} = this.#readline.getCursorPos();
    this.#output.write(`${rows > 0 ? `\u001b[${rows}A` : ''}\r${CLEAR_BELOW}`);
  }

  close(): void {
    this.#readline.close();
  }
}
