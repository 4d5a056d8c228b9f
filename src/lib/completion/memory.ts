import type {Named} from './sources.ts';

/** Lists that were fetched a short time ago. They are for completion alone: no command of the user is answered from them. */
export interface Memory {
  /** @returns undefined where it is not known, or older than so many seconds */
  recall(key: string, seconds: number): readonly Named[] | undefined;
  keep(key: string, list: readonly Named[]): void;
}

/** In this process, and as long as it lives. */
export class OwnMemory implements Memory {
  readonly #lists = new Map<string, {readonly list: readonly Named[]; readonly since: number}>();
  readonly #most: number;

  /** @param most so many lists are kept: the last ones */
  constructor(most = Infinity) {
    this.#most = most;
  }

  recall(key: string, seconds: number): readonly Named[] | undefined {
    const known = this.#lists.get(key);
    return known !== undefined && Date.now() - known.since <= seconds * 1000 ? known.list : undefined;
  }

  keep(key: string, list: readonly Named[]): void {
    this.#lists.delete(key);
    this.#lists.set(key, {list, since: Date.now()});
    const [oldest = key] = this.#lists.keys();
    if (this.#lists.size > this.#most) this.#lists.delete(oldest);
  }

  /** Something on the grid may have changed. */
  forget(): void {
    this.#lists.clear();
  }

  drop(key: string): void {
    this.#lists.delete(key);
  }
}
