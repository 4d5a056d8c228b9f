import {setTimeout as wait} from 'node:timers/promises';

/** A pause shorter than this, in ms, is left to the next one: timers are not that exact. */
const WORTH_A_PAUSE = 5;

/** Keeps the bytes of all transfers that share it below a rate. */
export class RateLimit {
  readonly #bytesPerSecond: number;
  /** when the bytes so far are paid for, by the clock of `performance` */
  #free = 0;

  /** @param bytesPerSecond 0 for no limit */
  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Wait until so many bytes, which have been read, may be followed by others. */
  async paid(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.#bytesPerSecond === 0) return;
    const now = performance.now();
    this.#free = Math.max(this.#free, now) + (bytes / this.#bytesPerSecond) * 1000;
    if (this.#free - now >= WORTH_A_PAUSE) await wait(this.#free - now, undefined, {signal});
  }
}
