/** What one kind of background work has last done. */
export interface Chapter {
  readonly name: string;
  /** ms since the epoch; 0 for never. */
  readonly lastRun: number;
  readonly log: string;
  /** Seconds between two runs; undefined for work that is done when there is some. */
  readonly frequency: number | undefined;
}

/** What the background work of a sandbox reports, for admins to read. */
export class Chronicle {
  readonly #chapters = new Map<string, Chapter>();
  readonly #reschedule = new Map<string, (seconds: number) => void>();

  /** Announces work that will report; with `reschedule` it runs at intervals, which can be changed by that. */
  announce(name: string, frequency?: number, reschedule?: (seconds: number) => void): void {
    this.#chapters.set(name, {name, lastRun: 0, log: '', frequency});
    if (reschedule !== undefined) this.#reschedule.set(name, reschedule);
  }

  /** Notes that work was done. */
  record(name: string, log: string): void {
    const frequency = this.#chapters.get(name)?.frequency;
    this.#chapters.set(name, {name, log, frequency, lastRun: Date.now()});
  }

  /** Sets how many seconds are between two runs; false if it does not run at intervals. */
  setFrequency(name: string, seconds: number): boolean {
    const chapter = this.#chapters.get(name);
    const reschedule = this.#reschedule.get(name);
    if (chapter === undefined || reschedule === undefined) return false;
    this.#chapters.set(name, {...chapter, frequency: seconds});
    reschedule(seconds);
    return true;
  }

  /** By name. */
  all(): Chapter[] {
    return [...this.#chapters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
