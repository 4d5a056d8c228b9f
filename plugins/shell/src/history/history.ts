/** How many lines are kept. */
export const LONGEST_HISTORY = 5000;

/** The lines that were typed, each once: the last time counts. */
export class History {
  readonly #limit: number;
  /** in the order of time */
  readonly #lines = new Set<string>();

  constructor(limit = LONGEST_HISTORY) {
    this.#limit = limit;
  }

  /** All lines, the newest first. */
  get newestFirst(): readonly string[] {
    return [...this.#lines].reverse();
  }

  get size(): number {
    return this.#lines.size;
  }

  /** @returns whether the line is kept: empty ones are not, nor those that begin with a blank */
  add(line: string): boolean {
    if (line.trim() === '' || /^\s/.test(line) || line.includes('\n')) return false;
    this.#lines.delete(line);
    this.#lines.add(line);
    for (const oldest of this.#lines) {
      if (this.#lines.size <= this.#limit) break;
      this.#lines.delete(oldest);
    }
    return true;
  }

  /** How a line that is being typed is likely to go on: what stands behind it in the newest line that begins with it. */
  restOf(beginning: string): string {
    if (beginning.trim() === '') return '';
    const found = this.newestFirst.find((line) => line.startsWith(beginning) && line !== beginning);
    return found?.slice(beginning.length) ?? '';
  }
}
