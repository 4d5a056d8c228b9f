import {complete} from '../../completion/complete.ts';
import {gridSources} from '../../completion/grid-sources.ts';
import {type Memory, OwnMemory} from '../../completion/memory.ts';
import type {CommandModel, Completion} from '../../completion/model.ts';
import {completedWord} from '../../completion/quote-rest.ts';
import {type OpenLine, splitLine} from '../../completion/split-line.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Environment} from '../../settings/environment.ts';
import {commandModels, type Declared} from './command-models.ts';

/** One way to go on, for a line editor. */
export interface Continuation {
  /** takes the place of the text from `from` to the cursor; quoted as it has to be */
  readonly text: string;
  /** the whole word without quotes */
  readonly word: string;
  /** for a list: of a path only the last part */
  readonly label: string;
  readonly summary?: string;
  /** no blank behind it: more of the same word follows, as behind a directory */
  readonly isOpen: boolean;
}

/** What may come next on a line. */
export interface Continuations {
  /** where the word at the cursor begins, in UTF-16 units */
  readonly from: number;
  readonly list: readonly Continuation[];
  /** names on this machine fit there, and are for the caller to find */
  readonly order?: Completion['order'];
  /** there may be more: the service had no time to answer */
  readonly isCut?: boolean;
}

/** What is around a line: a `Run` is that. */
export interface Around {
  readonly env: Environment;
  /** where relative local names start */
  readonly cwd: string;
  readonly grid: Requester;
  readonly series: {readonly directory: string | undefined};
  readonly interrupt: {readonly signal: AbortSignal};
}

/** How long names of the service are waited for, in ms. */
export interface Patience {
  /** until the answer is given without them */
  readonly answer: number;
  /** until they are no longer asked for: behind the answer, for the next one. Less than `answer`: no longer than that */
  readonly request?: number;
}

/** With the start of the program it has to be less than a second. */
const IN_A_PROCESS: Patience = {answer: 800};

/** Completes command lines. */
export class Completer {
  readonly commands: readonly CommandModel[];
  readonly #around: Around;
  readonly #memory: Memory & Partial<Pick<OwnMemory, 'forget'>>;
  readonly #patience: Patience;
  #underWay: Promise<unknown> = Promise.resolve();

  /**
   * @param config has the commands; that of oclif
   * @param around the run of a shell: names of the grid come from its session, relative ones start in its directory
   * @param memory where lists are kept for some seconds; default: in this process
   * @param patience how long names of the service are waited for; default: less than a second
   */
  constructor(
    config: {readonly commands: readonly Declared[]},
    around: Around,
    memory: Memory = new OwnMemory(),
    patience = IN_A_PROCESS,
  ) {
    this.commands = commandModels(config.commands);
    this.#around = around;
    this.#memory = memory;
    this.#patience = patience;
  }

  /** A command was run, so that what is on the grid may be different now. */
  forget(): void {
    this.#memory.forget?.();
  }

  /**
   * What may come next. It takes a second at the most and never throws: what cannot be found out is left out.
   * @param text the line up to the cursor, as a batch or our own shell reads it
   */
  async complete(text: string): Promise<Continuations> {
    return await this.completeLine(splitLine(text));
  }

  /** The same for a line that is split already. */
  async completeLine(line: OpenLine): Promise<Continuations> {
    const {env, cwd, grid, series, interrupt} = this.#around;
    const {answer, request = answer} = this.#patience;
    const cut = AbortSignal.any([interrupt.signal, AbortSignal.timeout(answer)]);
    const signal = request > answer ? AbortSignal.timeout(request) : cut;
    const sources = gridSources(grid, this.#memory, {env, cwd, directory: series.directory ?? '', signal});
    const {from} = line;
    try {
      const work = complete(line, this.commands, sources);
      this.#underWay = work;
      const {candidates, order} = await unlessAborted(cut, work);
      const list = candidates.map(({word, summary, isOpen}) => ({
        text: completedWord(line, word),
        word,
        label: word.slice(word.lastIndexOf('/', word.length - 2) + 1),
        ...(summary !== undefined && {summary}),
        isOpen,
      }));
      return {from, list, ...(order && {order})};
    } catch {
      return {from, list: [], isCut: cut.aborted};
    }
  }

  /** Wait for what is still asked for behind an answer. */
  async settled(): Promise<void> {
    await this.#underWay.catch(() => undefined);
  }
}

/** A service may be deaf to the signal, while it looks for a name say. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const {promise, reject} = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', stop, {once: true});
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
