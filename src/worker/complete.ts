import {Run, type Surroundings} from '../lib/cli/base/run.ts';
import {Completer, type Patience} from '../lib/cli/completion/completer.ts';
import {Manifests} from '../lib/cli/completion/manifests.ts';
import {shellAnswer} from '../lib/cli/completion/shell-answer.ts';
import type {Output} from '../lib/cli/show/output.ts';
import {SharedMemory} from '../lib/completion/shared-memory.ts';
import type {Question} from '../lib/completion/question.ts';
import {WarmMemory} from '../lib/completion/warm-memory.ts';
import type {Environment} from '../lib/settings/environment.ts';
import type {WarmProgram} from './warm-program.ts';

/**
 * The launcher may have waited for a fifth of a second, and the scripts end it after a second. What the service has begun to
 * find it goes on with: an answer that is given up costs the connection, and with it the next command a login.
 */
const PATIENCE: Patience = {answer: 700, request: 10_000};

/**
 * Answers TABs in a worker as a process of their own does (`src/complete.ts`): without oclif, and without a word of what fails. It
 * asks by the connection that commands have, and what it has asked is at hand for some seconds, for TABs alone.
 */
export class WarmCompletion {
  readonly #manifests: Manifests;
  readonly #program: WarmProgram;
  readonly #nowhere: Output;
  readonly #memory: WarmMemory;
  readonly #patience: Patience;
  #underWay: Promise<void> = Promise.resolve();

  /**
   * @param root directory of the package
   * @param env the variables of the worker, in which its callers agree with it
   */
  constructor(
    root: string,
    {program, env, nowhere}: {program: WarmProgram; env: Environment; nowhere: Output},
    patience = PATIENCE,
  ) {
    this.#patience = patience;
    this.#manifests = new Manifests(root);
    this.#program = program;
    this.#nowhere = nowhere;
    this.#memory = new WarmMemory(SharedMemory.of(env));
  }

  /** What a shell gets, in less than a second. */
  async answer(
    question: Question,
    around: Pick<Surroundings, 'cwd' | 'env' | 'interrupt' | 'stdin'>,
  ): Promise<string> {
    let needsPassphrase = false;
    this.#program.begin(() => (needsPassphrase = true));
    const run = new Run(this.#program, {...around, words: [], out: this.#nowhere});
    const commands = this.#manifests.commands(around.env);
    const completer = new Completer({commands}, run, this.#memory, this.#patience);
    const {text} = await shellAnswer(question, completer);
    this.#underWay = completer.settled().finally(() => run.close());
    // No one is asked for it at a TAB. The next command must find out by itself that it has to be.
    if (needsPassphrase) this.#program.forget();
    return text;
  }

  /** Wait for what is asked for behind an answer: it is bounded, and meanwhile other workers take commands. */
  async settled(): Promise<void> {
    await this.#underWay;
  }
}
