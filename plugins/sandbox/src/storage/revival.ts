/** When a server that died is started again, and how often. Times in ms. */
export interface RevivalPace {
  /** The first pause; each further one is twice as long. */
  readonly first: number;
  readonly longest: number;
  /** After so many deaths in a row it is given up. */
  readonly most: number;
  /** One that lived for so long has died for a reason of its own: it begins anew. */
  readonly calm: number;
}

export const USUAL_PACE: RevivalPace = {first: 1000, longest: 60_000, most: 6, calm: 600_000};

/** Counts how often a server has died in a row. */
export class Revival {
  readonly #pace: RevivalPace;
  #deaths = 0;
  #last = -Infinity;

  constructor(pace: RevivalPace) {
    this.#pace = pace;
  }

  /** In a row, as far as it is known. */
  get deaths(): number {
    return this.#deaths;
  }

  /** It has died now: the pause before it is started again, in ms; undefined if it died too often. */
  died(now: number): number | undefined {
    const {first, longest, most, calm} = this.#pace;
    if (now - this.#last > calm) this.#deaths = 0;
    this.#last = now;
    this.#deaths++;
    return this.#deaths > most ? undefined : Math.min(longest, first * 2 ** (this.#deaths - 1));
  }

  /** Someone has set its condition by hand. */
  forget(): void {
    this.#deaths = 0;
    this.#last = -Infinity;
  }
}
