import type {Hit} from '../../catalogue/entries/find.ts';

/** What a `find` has found: its first hits, or all of them. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly complete: boolean;
}

/** All on which the answer depends, as the real service sees it. Who asks, and the offset, are not part of it. */
export interface Question {
  /** The full name of the directory. */
  readonly directory: string;
  readonly pattern: string;
  /** The third word. */
  readonly query: string;
  /** The letters of those flags that decide what is found. */
  readonly flags: string;
  readonly jobid: number | undefined;
  /** As it was asked for. */
  readonly limit: number | undefined;
  readonly site: string | undefined;
  readonly excludes: readonly string[];
}

/** ms that an answer is kept, and a large one. */
const KEPT_FOR = 300_000;
const LARGE_KEPT_FOR = 60_000;
/** So many hits are many. */
const LARGE = 500;
/** So many hits are kept in all; of more the oldest go before their time. */
const MOST_HITS = 400_000;

/** The answers of `find`, which the real service keeps for minutes whatever happens to the catalogue meanwhile. */
export class FindCache {
  readonly #kept = new Map<string, Found & {readonly until: number}>();
  readonly #now: () => number;
  #hits = 0;

  /** @param now ms since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** What was found before, if it holds at least the first `needed` hits and is not too old. */
  find(question: Question, needed: number): Found | undefined {
    const key = JSON.stringify(question);
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    if (found.until <= this.#now()) {
      this.#drop(key);
      return undefined;
    }
    return found.complete || found.hits.length >= needed ? found : undefined;
  }

  keep(question: Question, found: Found): void {
    const key = JSON.stringify(question);
    this.#drop(key);
    const until = this.#now() + (found.hits.length < LARGE ? KEPT_FOR : LARGE_KEPT_FOR);
    this.#kept.set(key, {...found, until});
    this.#hits += found.hits.length;
    for (const [oldest] of this.#kept) {
      if (this.#hits <= MOST_HITS) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#hits -= this.#kept.get(key)?.hits.length ?? 0;
    this.#kept.delete(key);
  }
}
