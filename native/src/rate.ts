/** How far back the rate looks, in ms. */
const window = 3000;

/** Bytes per second over the last few seconds. */
export class RateMeter {
  readonly #samples: {at: number; bytes: number}[] = [];

  add(at: number, bytes: number): void {
    const samples = this.#samples;
    samples.push({at, bytes});
    while (samples.length > 2 && at - (samples[1]?.at ?? at) >= window) samples.shift();
  }

  rate(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at <= first.at) return 0;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }
}
