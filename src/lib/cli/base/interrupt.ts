import {AlienError} from '../../errors/errors.ts';

/** What ends a command in order: Ctrl-C, `kill`, and a terminal or ssh session that was closed. */
export const EXIT_CODES = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;
/** The signals that do so. */
export type Ending = keyof typeof EXIT_CODES;

/** A signal told the run to stop. Not a failure to explain: the person knows. */
export class InterruptedError extends AlienError {
  readonly fault = 'user';

  /** @param exitCode of the process, 128 and the number of the signal */
  constructor(message: string, exitCode: number) {
    super(message, {exitCode}, 'INTERRUPTED');
  }
}

/**
 * Ends one run from outside, so that its command can take back what it has half done. It knows nothing of the
 * process: the outermost `main()` hands the signals of the process to the run that they are for.
 */
export class Interrupt implements Disposable {
  readonly #controller = new AbortController();
  readonly #disposal = new AbortController();
  readonly #outer: Interrupt | undefined;
  #whenWanted: (() => void) | undefined;
  #isHeeded = false;
  /** who has the terminal, the last one now */
  #foregrounds: readonly ((name: Ending) => void)[] = [];

  /**
   * @param whenWanted called once, when the command first asks for the signal: until then it need not be told
   * @param outer of the run around this one, which signals come to
   */
  constructor(whenWanted?: () => void, outer?: Interrupt) {
    this.#whenWanted = whenWanted;
    this.#outer = outer;
  }

  /** One for a run within another: it stops with that one, until it is disposed of, and can be stopped alone. */
  static within(outer: Interrupt): Interrupt {
    const inner = new Interrupt(() => {
      const {signal} = outer;
      const follow = (): void => inner.#controller.abort(signal.reason);
      if (signal.aborted) follow();
      else signal.addEventListener('abort', follow, {once: true, signal: inner.#disposal.signal});
    }, outer);
    return inner;
  }

  /** Stop listening to the outer one. */
  [Symbol.dispose](): void {
    this.#disposal.abort();
  }

  /** Aborted when the run is told to stop. */
  get signal(): AbortSignal {
    const whenWanted = this.#whenWanted;
    this.#whenWanted = undefined;
    this.#isHeeded = true;
    whenWanted?.();
    return this.#controller.signal;
  }

  /** Whether the command has asked for the signal, and so may have something to take back. */
  get isHeeded(): boolean {
    return this.#isHeeded;
  }

  /** Whether the run has been told to stop. */
  get isStopped(): boolean {
    return this.#controller.signal.aborted;
  }

  /**
   * Another program, or a line of a shell, has the terminal until the returned object is disposed of: signals are its
   * own, and it decides whether to end. They come to the outermost run, so each run around this one hands them over.
   * @param deliver gets the signals that came to this process
   */
  handOver(deliver: (name: Ending) => void): Disposable {
    void this.signal; // from now on signals have to come here
    this.#foregrounds = [...this.#foregrounds, deliver];
    const outer = this.#outer?.handOver(deliver);
    return {
      [Symbol.dispose]: () => {
        outer?.[Symbol.dispose]();
        this.#foregrounds = this.#foregrounds.filter((each) => each !== deliver);
      },
    };
  }

  /**
   * Give a signal to who has the terminal: Ctrl-C to the last one alone, what ends a session to all.
   * @returns whether there is one
   */
  passOn(name: Ending): boolean {
    const meant = name === 'SIGINT' ? this.#foregrounds.slice(-1) : this.#foregrounds.toReversed();
    for (const deliver of meant) deliver(name);
    return meant.length > 0;
  }

  /** Tell the run to stop, as if this signal had come. */
  stop(name: Ending): void {
    this.stopFor(`Stopped by ${name}.`, EXIT_CODES[name]);
  }

  /** Tell the run to stop for a reason that the person knows or was told. */
  stopFor(reason: string, exitCode: number): void {
    this.#controller.abort(new InterruptedError(reason, exitCode));
  }
}
