import {setTimeout as wait} from 'node:timers/promises';
import type {LandFiles, WrittenFile} from '../../storage/local-disk.ts';

/** So many files at the most wait without holding up others. */
const ROOM = 256;

/** ms from the beginning of one group to that of the next: the larger they are, the less each file costs. */
const SPACING = 10;

/** For tests. Times in ms. */
export interface Clock {
  now(): number;
  wait(milliseconds: number): Promise<unknown>;
}

interface Waiting {
  readonly file: WrittenFile;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Where written files wait until they are safe on the disk, and get their names. While some are on their way there the
 * next ones gather, so that one flush serves many: one by one, small files would take longer here than over the network.
 */
export class DiskBarrier {
  readonly #land: LandFiles;
  #waiting: Waiting[] = [];
  #count = 0;
  #isBusy = false;
  readonly #clock: Clock;
  /** when the next group may begin */
  #next = 0;

  constructor(land: LandFiles, clock: Clock = {now: () => performance.now(), wait}) {
    this.#land = land;
    this.#clock = clock;
  }

  /** Whether another file may wait here beside the work. */
  get hasRoom(): boolean {
    return this.#count < ROOM;
  }

  /** @returns when the file is safe and has its name; rejects with an error of the system if that cannot be done */
  async landed(file: WrittenFile): Promise<void> {
    const {promise, resolve, reject} = Promise.withResolvers<void>();
    this.#count += 1;
    this.#waiting.push({file, resolve, reject});
    if (!this.#isBusy) void this.#work();
    return await promise;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      const early = this.#next - this.#clock.now();
      if (early > 0) await this.#clock.wait(early);
      this.#next = this.#clock.now() + SPACING;
      const group = this.#waiting;
      this.#waiting = [];
      await this.#settle(group);
      this.#count -= group.length;
    }
    this.#isBusy = false;
  }

  async #settle(group: readonly Waiting[]): Promise<void> {
    try {
      const failures = await this.#land(group.map(({file}) => file));
      for (const [i, {resolve, reject}] of group.entries()) {
        const failure = failures[i];
        if (failure === undefined) resolve();
        else reject(failure);
      }
    } catch (error) {
      for (const {reject} of group) reject(error as Error);
    }
  }
}
