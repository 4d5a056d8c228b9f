import {type Memory, OwnMemory} from './memory.ts';
import type {Named} from './sources.ts';

/** What a worker has at hand: so many lists, none of them longer than that. Longer ones are read from the disk each time. */
const MOST_LISTS = 20;
const LONGEST = 10_000;

/**
 * For a worker of the agent, which answers many TABs: what it has fetched is at hand at once, and in the files of processes
 * too, so that other workers and runs without agent need not ask again.
 */
export class WarmMemory implements Memory {
  readonly #own = new OwnMemory(MOST_LISTS);
  readonly #shared: Memory;

  /** @param shared that of the one identity for which the worker works */
  constructor(shared: Memory) {
    this.#shared = shared;
  }

  recall(key: string, seconds: number): readonly Named[] | undefined {
    return this.#own.recall(key, seconds) ?? this.#shared.recall(key, seconds);
  }

  keep(key: string, list: readonly Named[]): void {
    if (list.length <= LONGEST) this.#own.keep(key, list);
    else this.#own.drop(key);
    this.#shared.keep(key, list);
  }
}
