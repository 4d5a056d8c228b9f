import type {Interfaces} from '@oclif/core';
import {complete} from '../../completion/complete.ts';
import {gridSources} from '../../completion/grid-sources.ts';
import {type Memory, OwnMemory} from '../../completion/memory.ts';
import type {CommandModel, Completion} from '../../completion/model.ts';
import {completedWord} from '../../completion/quote-rest.ts';
import {splitLine} from '../../completion/split-line.ts';
import type {Run} from '../base/run.ts';
import {commandModels} from './command-models.ts';

/** One way to go on, for a line editor. */
export interface Continuation {
  /** takes the place of the text from `from` to the cursor; quoted as it has to be */
  readonly text: string;
  /** the name as it is, for a list: of a path only the last part */
  readonly label: string;
  readonly summary?: string;
  /** no blank behind it: more of the same word follows, as behind a directory */
  readonly isOpen: boolean;
}

export interface Continuations {
  /** where the word at the cursor begins, in UTF-16 units */
  readonly from: number;
  readonly list: readonly Continuation[];
  /** names on this machine fit there, and are for the caller to find */
  readonly order?: Completion['order'];
}

/** After so many milliseconds there are no names of the service. */
const LONGEST_WAIT = 900;

/** Completes lines of a shell of ours, in its own session and directory. */
export class Completer {
  readonly #run: Run;
  readonly #models: readonly CommandModel[];
  readonly #memory: Memory & Partial<Pick<OwnMemory, 'forget'>>;

  /** @param memory where lists are kept for some seconds; default: in this process */
  constructor(config: Pick<Interfaces.Config, 'commands'>, run: Run, memory: Memory = new OwnMemory()) {
    this.#models = commandModels(config.commands);
    this.#run = run;
    this.#memory = memory;
  }

  /** A command was run, so that what is on the grid may be different now. */
  forget(): void {
    this.#memory.forget?.();
  }

  /**
   * What may come next. It takes a second at the most and never throws: what cannot be found out is left out.
   * @param text the line up to the cursor, read as a batch or our own shell reads it
   */
  async complete(text: string): Promise<Continuations> {
    const line = splitLine(text);
    const {env, cwd, grid, series} = this.#run;
    const signal = AbortSignal.any([this.#run.interrupt.signal, AbortSignal.timeout(LONGEST_WAIT)]);
    const sources = gridSources(grid, this.#memory, {env, cwd, directory: series.directory ?? '', signal});
    const {from} = line;
    try {
      const {candidates, order} = await complete(line, this.#models, sources);
      const list = candidates.map(({word, summary, isOpen}) => ({
        text: completedWord(line, word),
        label: word.slice(word.replace(/\/$/, '').lastIndexOf('/') + 1),
        ...(summary !== undefined && {summary}),
        isOpen,
      }));
      return {from, list, ...(order && {order})};
    } catch {
      return {from, list: []};
    }
  }
}
