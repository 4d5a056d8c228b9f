/** Breaks off what nothing happens to for too long. */
export class Patience {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** Aborted when it is over, for the reason that the wait was given. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on so many ms; a wait before is over. */
  wait(ms: number, reason: () => Error): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(reason()), ms);
  }

  /** Something has happened: the wait begins anew. */
  again(): void {
    this.#timer?.refresh();
  }

  /** Nothing is waited for. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
