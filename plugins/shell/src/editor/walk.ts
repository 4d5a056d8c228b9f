/** Goes through earlier lines with the arrow keys: those that begin with what was typed. */
export class Walk {
  /** as it was typed */
  readonly typed: string;
  readonly #lines: readonly string[];
  /** -1: at what was typed */
  #at = -1;

  /** @param newestFirst all earlier lines */
  constructor(typed: string, newestFirst: readonly string[]) {
    this.typed = typed;
    this.#lines = newestFirst.filter((line) => line.startsWith(typed) && line !== typed);
  }

  /** @returns the next earlier line; undefined where there is none */
  back(): string | undefined {
    const line = this.#lines[this.#at + 1];
    if (line !== undefined) this.#at++;
    return line;
  }

  /** @returns the next later line, at last what was typed; undefined behind that */
  forth(): string | undefined {
    if (this.#at < 0) return undefined;
    this.#at--;
    return this.#at < 0 ? this.typed : this.#lines[this.#at];
  }
}
