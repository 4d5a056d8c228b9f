import {type Answer, parseAnswer} from '../requests/answer.ts';
import {AnswerReader} from './answer-reader.ts';
import type {RequestOptions} from '../requests/requester.ts';

/** Of a long answer only the beginning is told to observers, in bytes. */
const BEGINNING = 8192;

/** How the answer to one request is read: as a whole, or while it comes in. */
export class Reading {
  /** of the request: also aborted when what came so far is wrong, or not wanted any more */
  readonly signal: AbortSignal | undefined;
  /** gets the bytes of a long answer; absent where it is to come as a whole */
  readonly take: ((piece: Buffer) => void) | undefined;
  readonly #reader: AnswerReader | undefined;
  #beginning = '';
  #length = 0;

  constructor({onResults, raw, signal}: RequestOptions) {
    this.signal = signal;
    if (onResults === undefined || raw) return;
    const stop = new AbortController();
    this.signal = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const reader = new AnswerReader(onResults, (error) => stop.abort(error));
    this.#reader = reader;
    this.take = (piece) => {
      if (this.#length === 0) this.#beginning = piece.toString('utf8', 0, BEGINNING);
      this.#length += piece.length;
      reader.push(piece);
    };
  }

  /** What observers are told of the answer. @param text undefined where it was taken while it came in */
  told(text: string | undefined): {readonly text: string; readonly length?: number} {
    return text === undefined ? {text: this.#beginning, length: this.#length} : {text};
  }

  /** @throws {UnreadableAnswer} for what is no answer; {AnswerCutShort} if a part of it was handed over */
  answer(text: string | undefined): Answer | Promise<Answer> {
    if (text !== undefined || this.#reader === undefined) return parseAnswer(text ?? '');
    return this.#end(this.#reader);
  }

  async #end(reader: AnswerReader): Promise<Answer> {
    try {
      return await reader.end();
    } catch (error) {
      throw reader.failureOf(error);
    }
  }

  /** What a failure of the request is: after a part of the answer was handed over, the request is not made again. */
  failureOf(error: unknown): unknown {
    return this.#reader ? this.#reader.failureOf(error) : error;
  }
}
