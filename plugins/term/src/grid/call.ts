import {Readable} from 'node:stream';
import {inspect} from 'node:util';
import {ServerError, UserError} from '@alien-grid/cli';
import {harmless, type Interrupt, Output, type Run} from '@alien-grid/cli/command';
import {AnswerReader} from './answer-reader.ts';
import {Rows} from './rows.ts';

/** So many elements wait for one who goes through them, before the command waits. */
const MOST_WAITING = 1000;

/** What a command said went wrong, under `--json`. */
interface Told {
  readonly error?: {readonly exitCode: number; readonly message: string; readonly next: readonly string[]};
  readonly metadata?: {readonly error: string};
  readonly results?: readonly object[];
}

/** What becomes of a command. */
interface Manner<T, R> {
  /** an element as it is told, for the user */
  element(told: object): T;
  /** what `await` gives, of all elements */
  whole(elements: Rows<T>, document: object | undefined): R;
}

/**
 * A command under way. `await` gives all that it has found or done; `for await` each element as soon as it is there.
 * The failure of the command is thrown by both, as an error with its exit code.
 */
export class Call<T, R = Rows<T>> implements AsyncIterable<T>, PromiseLike<R> {
  readonly #manner: Manner<T, R>;
  readonly #elements: T[] = [];
  readonly #ended: Promise<void>;
  #document: object | undefined;
  #isOver = false;
  #isStreamed = false;
  #wake: () => void = () => undefined;
  #room = Promise.withResolvers<void>();

  /**
   * @param words of the command
   * @param underWay holds what stops it, until its end
   */
  constructor(run: Run, words: readonly string[], manner: Manner<T, R>, underWay: Set<Interrupt>) {
    this.#manner = manner;
    this.#ended = this.#perform(run, words, underWay).finally(() => {
      this.#isOver = true;
      this.#wake();
    });
    this.#ended.catch(() => undefined); // thrown where it is awaited
  }

  then<A = R, B = never>(
    fulfilled?: ((value: R) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#ended
      .then(() => this.#manner.whole(Rows.fromAll(this.#elements), this.#document))
      .then(fulfilled, rejected);
  }

  catch<B = never>(rejected: (reason: unknown) => B | PromiseLike<B>): Promise<R | B> {
    return this.then(undefined, rejected);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    this.#isStreamed = true;
    for (;;) {
      const next = this.#elements.splice(0);
      this.#room.resolve();
      this.#room = Promise.withResolvers();
      yield* next;
      if (this.#elements.length > 0) continue;
      if (this.#isOver) break;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    await this.#ended;
  }

  async #perform(run: Run, words: readonly string[], underWay: Set<Interrupt>): Promise<void> {
    let told: Told = {};
    const reader = new AnswerReader((document) => {
      told = document;
      return this.#take(document);
    });
    let talk = '';
    const stderr = {write: (text: string | Uint8Array) => ((talk += String(text)), true)};
    const [name = ''] = words;
    const {expanding} = run.series;
    const isNew = !expanding.has(name);
    expanding.add(name); // what the user's alias of this name means is not meant here
    let stop: Interrupt | undefined;
    let code: number;
    try {
      code = await run.launch(words, {
        out: new Output(reader, stderr),
        stdin: Readable.from([]),
        onStart: (interrupt) => {
          stop = interrupt;
          underWay.add(interrupt);
        },
      });
    } finally {
      if (isNew) expanding.delete(name);
      if (stop !== undefined) underWay.delete(stop);
    }
    await reader.end();
    if (code !== 0) throw failureOf(told, talk, code);
    if (talk !== '') run.out.note(talk.trimEnd());
  }

  #take(document: Told): Promise<void> | undefined {
    if (document.error !== undefined) return undefined;
    if (document.results === undefined) {
      this.#document = document;
      this.#elements.push(this.#manner.element(document));
    } else for (const each of document.results) this.#elements.push(this.#manner.element(each));
    this.#wake();
    return this.#isStreamed && this.#elements.length > MOST_WAITING ? this.#room.promise : undefined;
  }
}

/** Its stack and fields are of no use to a person at the prompt: it shows as its message, and what to do next. */
function failureOf(told: Told, talk: string, exitCode: number): Error {
  const failure = errorOf(told, talk, exitCode);
  const text = [failure.message, ...failure.next.map((step) => `  > ${step}`)].join('\n');
  failure.stack = text;
  return Object.defineProperty(failure, inspect.custom, {value: () => harmless(text)});
}

function errorOf({error, metadata}: Told, talk: string, exitCode: number): ServerError | UserError {
  const said = metadata?.error.trim();
  if (said) return new ServerError(said, {exitCode});
  if (error !== undefined) return new UserError(error.message, {exitCode, next: error.next});
  return new UserError(talk.trim() || `The command ended with exit code ${exitCode}.`, {exitCode});
}
