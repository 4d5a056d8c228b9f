/** A search through earlier lines, letter by letter (Ctrl-R). */
export class Search {
  /** the line that was typed before it began */
  readonly before: string;
  readonly #lines: readonly string[];
  #wanted = '';
  #at = 0;

  /** @param newestFirst all earlier lines */
  constructor(before: string, newestFirst: readonly string[]) {
    this.before = before;
    this.#lines = newestFirst;
  }

  /** The line that was found; what was typed before where there is none. */
  get found(): string {
    return this.#wanted === '' ? this.before : (this.#lines[this.#at] ?? this.before);
  }

  get prompt(): string {
    const isMissing = this.#wanted !== '' && this.#at >= this.#lines.length;
    return `${isMissing ? 'not found' : 'search'} \`${this.#wanted}': `;
  }

  /** Look for more, from the line that was found on. */
  type(text: string): void {
    this.#wanted += text;
    this.#look(this.#at);
  }

  /** Look for less, from the newest line on. */
  rubOut(): void {
    this.#wanted = [...this.#wanted].slice(0, -1).join('');
    this.#look(0);
  }

  /** Find an earlier line. The last one stays. */
  older(): void {
    if (this.#wanted !== '' && this.#next(this.#at + 1) < this.#lines.length) this.#look(this.#at + 1);
  }

  #look(from: number): void {
    this.#at = this.#next(from);
  }

  #next(from: number): number {
    const wanted = this.#wanted.toLowerCase();
    const offset = this.#lines.slice(from).findIndex((line) => line.toLowerCase().includes(wanted));
    return offset < 0 ? this.#lines.length : from + offset;
  }
}
