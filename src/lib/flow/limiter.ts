/** Lets a bounded number of tasks run at the same time; the others wait in order of arrival. */
export class Limiter {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number) {
    this.#free = width;
  }

  /** @throws the reason of `signal`, when it is aborted before the task starts */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#acquire();
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      this.#release();
    }
  }

  /**
   * Run a task once a turn is free, with all others that are free then.
   * @param task gets how many turns it has, and may give some back early: `keep` says how many it still needs
   */
  async runWithAll<T>(task: (turns: number, keep: (turns: number) => void) => Promise<T>): Promise<T> {
    await this.#acquire();
    let held = 1 + this.#free;
    this.#free = 0;
    const turns = held;
    const keep = (needed: number) => {
      for (; held > needed; held--) this.#release();
    };
    try {
      return await task(turns, keep);
    } finally {
      keep(0);
    }
  }

  #acquire(): Promise<void> | void {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

/** Run a task for each item, `width` at a time, in order of the items. Rejects at the first failure. */
export async function forEachBounded<T>(
  items: Iterable<T>,
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await task(next.value);
  };
  await Promise.all(Array.from({length: width}, worker));
}
