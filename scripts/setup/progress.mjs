import {clearInterval, setInterval} from 'node:timers';

/** Where there is no terminal, something is said this often. */
const SILENCE_MS = 20_000;

/** What is seen of a step while it runs: its title, how far it is, how long it takes. */
export class Progress {
  #title;
  #text = '';
  #started = Date.now();
  #timer;
  #isTerminal = process.stderr.isTTY;

  constructor(title) {
    this.#title = title;
    process.stderr.write(`${title} ... `);
    this.#timer = setInterval(() => this.#show(), this.#isTerminal ? 1000 : SILENCE_MS);
  }

  /** @param text how far it is: `7 of 21` */
  tell(text) {
    this.#text = text;
  }

  /** @param result `done` or `failed` */
  end(result) {
    clearInterval(this.#timer);
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(1);
    process.stderr.write(`${this.#isTerminal ? `\r\x1b[K${this.#title} ... ` : ''}${result}, ${seconds} s\n`);
  }

  #show() {
    const words = [this.#text, `${Math.round((Date.now() - this.#started) / 1000)} s`]
      .filter(Boolean)
      .join(', ');
    const line = `${this.#title} ... ${words}`;
    // A line that is wider than the terminal could not be drawn over.
    process.stderr.write(
      this.#isTerminal ? `\r\x1b[K${line.slice(0, process.stderr.columns - 1)}` : `${words} ... `,
    );
  }
}
