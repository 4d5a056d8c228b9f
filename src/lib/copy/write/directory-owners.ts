import {statEntry} from '../../catalogue/lookup.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';

/** Tells whose the directories are that would not take a file, asking for each only once. */
export class DirectoryOwners {
  readonly #grid: Requester;
  readonly #known = new Map<Lfn, Promise<string | undefined>>();

  constructor(grid: Requester) {
    this.#grid = grid;
  }

  /** @returns a sentence for the user; undefined where it cannot be found out */
  async adviceAbout(directory: Lfn, signal: AbortSignal): Promise<string | undefined> {
    const known = this.#known.get(directory) ?? this.#ask(directory, signal).catch(() => undefined);
    this.#known.set(directory, known);
    return await known;
  }

  async #ask(directory: Lfn, signal: AbortSignal): Promise<string | undefined> {
    const entry = await statEntry(this.#grid, directory, {signal});
    if (entry === undefined) return undefined;
    return `${directory} belongs to ${entry.owner}, permissions ${entry.permissions}: see whether you may write there.`;
  }
}
