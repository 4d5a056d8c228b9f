import {setTimeout as pause} from 'node:timers/promises';

/** As many as do the work of a small real service. */
const CORES = 2;

/** Work that takes time of a few cores, which all clients share: who comes when all are busy waits. */
export class Cores {
  /** Until when each of them is busy, in ms. */
  readonly #busy = new Array<number>(CORES).fill(0);

  /** @returns when so many ms of work are done */
  async work(time: number): Promise<void> {
    const now = performance.now();
    const next = this.#busy.indexOf(Math.min(...this.#busy));
    const end = Math.max(now, this.#busy[next] ?? 0) + time;
    this.#busy[next] = end;
    await pause(end - now, undefined, {ref: false});
  }
}
