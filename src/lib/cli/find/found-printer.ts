import type {FindPage} from '../../catalogue/find-pages.ts';
import {type Result, valueOf} from '../../session/requests/answer.ts';
import {refusedAnswer} from '../relay/relay.ts';
import {type Table, TableWriter} from '../show/columns.ts';
import {JsonOutput} from '../show/json-output.ts';
import type {Output} from '../show/output.ts';

/**
 * Prints what is found page by page, so that no more of it is held than one page: as text, as a table, or as a document
 * like the answer of the service.
 */
export class FoundPrinter {
  readonly #out: Output;
  readonly #key: string;
  readonly #document: JsonOutput | undefined;
  readonly #table: TableWriter | undefined;
  #count = 0;

  /**
   * @param key of the text that stands on a line: `lfn`, or `message`
   * @param table in place of the text
   */
  constructor(out: Output, key: string, table: Table | undefined) {
    this.#out = out;
    this.#key = key;
    const isDocument = table === undefined || table.layout === 'document';
    this.#document = isDocument && out instanceof JsonOutput ? out : undefined;
    const layout = {layout: 'document'} as const;
    this.#table = table || out.isJson ? new TableWriter(table ?? layout, out) : undefined;
  }

  /** Nothing was printed. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** @throws {UserError} 22 for a column that there is not */
  async add(results: readonly Result[]): Promise<void> {
    this.#count += results.length;
    if (!this.#table) await this.#out.lines(results.map((each) => valueOf(each, this.#key)));
    else await this.#table.add(results);
  }

  /**
   * @param last page
   * @returns the exit code, where the document tells of the failure
   * @throws {ServerError} the failure, where nothing else tells of it
   */
  end({answer, failure}: FindPage): number {
    if (!this.#document) {
      if (failure) throw failure;
      return 0;
    }
    const {metadata} = failure ? refusedAnswer(answer, failure) : answer;
    this.#document.close({metadata});
    return failure?.exitCode ?? 0;
  }
}
