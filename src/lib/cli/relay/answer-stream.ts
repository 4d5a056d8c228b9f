import type {Answer, Metadata, Result} from '../../session/requests/answer.ts';
import {type Table, TableWriter} from '../show/columns.ts';
import {JsonOutput} from '../show/json-output.ts';
import type {Output} from '../show/output.ts';
import {sortedKeys} from './sorted-keys.ts';

/** Shows a long answer while it comes in, so that no more of it is held than can be written. */
export interface AnswerStream {
  /** A part was shown: nothing of it can be taken back. */
  readonly hasBegun: boolean;
  add(results: readonly Result[], metadata: Metadata): Promise<void>;
  /** Show what is left. @param answer without the results that were added */
  end(answer: Answer): Promise<void>;
}

/** How an answer is to be shown. */
interface Look {
  readonly table: Table | undefined;
  /** the messages alone, a line each */
  readonly isPlain: boolean;
}

/** @returns undefined where the answer has to be there as a whole before a part of it can be shown */
export function answerStream(out: Output, {table, isPlain}: Look): AnswerStream | undefined {
  if (isPlain) return new LineStream(out);
  if (table && table.layout !== 'document') return new TableStream(new TableWriter(table, out));
  return out instanceof JsonOutput && out.isDocument && table === undefined
    ? new DocumentStream(out)
    : undefined;
}

class LineStream implements AnswerStream {
  readonly #out: Output;
  hasBegun = false;

  constructor(out: Output) {
    this.#out = out;
  }

  async add(results: readonly Result[]): Promise<void> {
    this.hasBegun = true;
    await this.#out.lines(results.flatMap(({message}) => (typeof message === 'string' ? [message] : [])));
  }

  async end({results, metadata}: Answer): Promise<void> {
    await this.add(results);
    const warning = metadata.error.trim();
    if (warning !== '') this.#out.note(warning);
  }
}

class TableStream implements AnswerStream {
  readonly #writer: TableWriter;
  hasBegun = false;

  constructor(writer: TableWriter) {
    this.#writer = writer;
  }

  async add(results: readonly Result[]): Promise<void> {
    this.hasBegun = true;
    await this.#writer.add(results);
  }

  async end({results}: Answer): Promise<void> {
    await this.add(results);
  }
}

/** The document of the whole answer, its keys in order. */
class DocumentStream implements AnswerStream {
  readonly #out: JsonOutput;
  hasBegun = false;

  constructor(out: JsonOutput) {
    this.#out = out;
  }

  async add(results: readonly Result[], metadata: Metadata): Promise<void> {
    if (!this.hasBegun) this.#out.begin({metadata: sortedKeys(metadata)});
    this.hasBegun = true;
    await this.#out.results(results.map(sortedKeys));
  }

  async end({results, metadata, ...others}: Answer): Promise<void> {
    await this.add(results, metadata);
    this.#out.close({...sortedKeys(others)});
  }
}
