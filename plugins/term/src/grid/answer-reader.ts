import {StringDecoder} from 'node:string_decoder';
import type {TextStream} from '@alien-grid/cli/command';

/** What a command prints under `--json`, document by document, as soon as each is there. */
export class AnswerReader implements TextStream {
  readonly #decoder = new StringDecoder();
  readonly #take: (document: object) => Promise<void> | undefined;
  #text = '';
  #isWhole = false;

  /** @param take gets each document; where it returns a promise, the command waits for it before it writes more */
  constructor(take: (document: object) => Promise<void> | undefined) {
    this.#take = take;
  }

  write(chunk: string | Uint8Array, done?: () => void): boolean {
    this.#text += typeof chunk === 'string' ? chunk : this.#decoder.write(Buffer.from(chunk));
    const waiting: Promise<void>[] = [];
    for (
      let end = this.#isWhole ? -1 : this.#text.indexOf('\n');
      end !== -1;
      end = this.#text.indexOf('\n')
    ) {
      const document = parsed(this.#text.slice(0, end));
      if (document === undefined) {
        this.#isWhole = true; // one document over many lines: all of it is awaited
        break;
      }
      this.#text = this.#text.slice(end + 1);
      const ready = this.#take(document);
      if (ready !== undefined) waiting.push(ready);
    }
    void Promise.all(waiting).then(() => done?.());
    return true;
  }

  /** The command has ended. */
  async end(): Promise<void> {
    const document = parsed(this.#text);
    if (document !== undefined) await this.#take(document);
  }
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
