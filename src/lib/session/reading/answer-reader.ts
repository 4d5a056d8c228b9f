import {isUtf8} from 'node:buffer';
import {NetworkError} from '../../errors/errors.ts';
import {
  type Answer,
  type Metadata,
  type Result,
  UnreadableAnswer,
  exitCodeOf,
  parseAnswer,
  parseResults,
} from '../requests/answer.ts';
import type {TakeResults} from '../requests/requester.ts';
import {type ResultsText, ResultsScanner} from './results-scanner.ts';

/** A long answer broke off after a part of it was handed over, so it is not asked for again. */
export class AnswerCutShort extends NetworkError {}

/** Results are parsed and handed over when so many bytes of them are there. */
const BATCH = 64 * 1024;

/**
 * Reads a long answer while it comes in. Results are handed over only of a success, as the metadata in front of them
 * tell. An answer with another order is read when it is complete.
 */
export class AnswerReader {
  readonly #take: TakeResults;
  readonly #fail: (error: Error) => void;
  readonly #scanner = new ResultsScanner();
  /** of a success that is read in parts */
  #metadata: Metadata | undefined;
  /** what came of an answer that is read as a whole */
  readonly #whole: Buffer[] = [];
  #isBegun = false;
  #ready: ResultsText[] = [];
  #readyBytes = 0;
  #work: Promise<void> = Promise.resolve();
  #failure: Error | undefined;
  #count = 0;

  /** @param fail called at once when the rest of the answer is not wanted any more */
  constructor(take: TakeResults, fail: (error: Error) => void) {
    this.#take = take;
    this.#fail = fail;
  }

  /** Take the next bytes of the message. What cannot be handed over yet is kept: the service is not made to wait. */
  push(piece: Buffer): void {
    if (this.#failure) return;
    let rest: Buffer | undefined = piece;
    if (!this.#isBegun) {
      this.#isBegun = true;
      rest = this.#scanner.begin(piece);
      if (rest !== undefined) this.#metadata = successIn(this.#scanner.head);
    }
    if (rest === undefined || this.#metadata === undefined) this.#whole.push(piece);
    else this.#scan(rest, this.#metadata);
  }

  /**
   * The message is complete.
   * @returns the answer without the results that were handed over
   * @throws {UnreadableAnswer} for what is no answer; what `take` throws
   */
  async end(): Promise<Answer> {
    if (this.#metadata === undefined) return parseAnswer(textIn(Buffer.concat(this.#whole)));
    this.#handOver(this.#metadata);
    await this.#work;
    if (this.#failure) throw this.#failure;
    const {head, tail} = this.#scanner;
    const answer = parseAnswer(textIn(Buffer.concat([head, Buffer.from('['), ...tail])));
    if (answer.results.length > 0) throw unreadable('two lists of results');
    return answer;
  }

  /** What a failure of the request is, after what was handed over already. */
  failureOf(error: unknown): unknown {
    const failure = this.#failure ?? error;
    const isLost = failure instanceof UnreadableAnswer || failure instanceof NetworkError;
    if (this.#count === 0 || !isLost) return failure;
    return new AnswerCutShort(`The answer broke off after ${this.#count} results. ${failure.message}`, {
      cause: failure,
      exitCode: failure.exitCode,
      next: ['What came is not all. Run the command again.'],
    });
  }

  #scan(piece: Buffer, metadata: Metadata): void {
    const text = this.#scanner.push(piece);
    if (text === undefined) return;
    this.#ready.push(text);
    this.#readyBytes += text.bytes.length;
    if (this.#readyBytes >= BATCH) this.#handOver(metadata);
  }

  #handOver(metadata: Metadata): void {
    const texts = this.#ready;
    this.#ready = [];
    this.#readyBytes = 0;
    this.#work = this.#work.then(async () => {
      if (this.#failure || texts.length === 0) return;
      try {
        const results = resultsIn(texts);
        this.#count += results.length;
        if (results.length > 0) await this.#take(results, metadata);
      } catch (error) {
        this.#failure = error instanceof Error ? error : new Error(String(error));
        this.#fail(this.#failure);
      }
    });
  }
}

/** The metadata before the results, if they tell of a success. */
function successIn(head: Buffer): Metadata | undefined {
  try {
    const answer = parseAnswer(`${textIn(head)}[]}`);
    return exitCodeOf(answer) === 0 ? answer.metadata : undefined;
  } catch {
    return undefined; // what is wrong is told when all of it is there
  }
}

function resultsIn(texts: readonly ResultsText[]): readonly Result[] {
  const count = texts.reduce((sum, each) => sum + each.count, 0);
  const results = parseResults(`[${texts.map(({bytes}) => textIn(bytes)).join(',')}]`);
  // The list of an empty answer has no element; anything else that is left out is no JSON.
  if (results.length !== count && !(results.length === 0 && count === 1))
    throw unreadable('a list with gaps');
  return results;
}

function textIn(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw unreadable('text that is not UTF-8');
  return bytes.toString();
}

function unreadable(what: string): UnreadableAnswer {
  return new UnreadableAnswer(`The central service sent ${what}.`, {code: 'INVALID_ARGUMENT'});
}
