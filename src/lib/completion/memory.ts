import type {Named} from './sources.ts';

/** Lists that were fetched a short time ago. They are for completion alone: no command of the user is answered from them. */
export interface Memory {
  /** @returns undefined where it is not known, or older than so many seconds */
  recall(key: string, seconds: number): readonly Named[] | undefined;
  keep(key: string, list: readonly Named[]): void;
}

/** For a shell: it lives as long as the process. */
export class OwnMemory implements Memory {
  readonly #lists = new Map<string, {readonly list: readonly Named[]; readonly since: number}>();

  recall(key: string, seconds: number): readonly Named[] | undefined {
    const known = this.#lists.get(key);
    return known !== undefined && Date.now() - known.since <= seconds * 1000 ? known.list : undefined;
  }

  keep(key: string, list: readonly Named[]): void {
    this.#lists.set(key, {list, since: Date.now()});
  }

  /** Something on the grid may have changed. */
  forget(): void {
    this.#lists.clear();
  }
}
