const LOGIN = 10;
const COMMAND = 1;
const FREE = 100;
const HALVING_MS = 300_000;
/** ms by which an answer of a service that sleeps may seem to be early: several connections are not counted in our order */
const TOLERANCE_MS = 20;

/** A request under way, as the reckoning sees it. Times in ms. */
export interface Asked {
  readonly at: number;
  /** the sleep that the service owes us for it, if it throttles */
  readonly due: number;
}

/**
 * What the service does to who asks much, as far as it can be known from here: it counts a login as 10 and a
 * command as 1, halves the count every five minutes, and sleeps for (count - 100) ms before each command. Other
 * programs with the same certificate count too, so this is a lower bound. Some services and certificates are not
 * throttled: one answer that came too soon for a sleep shows that, and then nothing before it is taken for lost.
 */
export class Throttle {
  readonly #now: () => number;
  #count = 0;
  #halved: number;
  #lost = 0;
  /** until when the time that was slept through is in `#lost` */
  #reckoned = 0;
  #isDisproved = false;

  /** @param now ms; for tests */
  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#halved = now();
  }

  /** What the service has counted so far because of us, at least. */
  get points(): number {
    this.#add(0);
    return this.#count;
  }

  /** Whether the latest answer that a sleep was due for came without it. */
  get isDisproved(): boolean {
    return this.#isDisproved;
  }

  loggedIn(): void {
    this.#add(LOGIN);
  }

  /** A request goes out. */
  asked(): Asked {
    this.#add(COMMAND);
    return {at: this.#now(), due: Math.max(this.#count - FREE, 0)};
  }

  /**
   * It was answered.
   * @returns ms for which the service has kept us waiting by throttling; what several connections slept at the same time
   *   counts once
   */
  answered({at, due}: Asked): number {
    const took = this.#now() - at;
    if (due > TOLERANCE_MS) this.#isDisproved = took < due - TOLERANCE_MS;
    if (took < due - TOLERANCE_MS) this.#lost = 0; // it does not sleep: what was slow had other reasons
    if (took < due) return this.#lost;
    const from = Math.max(at, this.#reckoned);
    this.#lost += Math.max(at + due - from, 0);
    this.#reckoned = Math.max(this.#reckoned, at + due);
    return this.#lost;
  }

  #add(points: number): void {
    for (; this.#now() - this.#halved >= HALVING_MS; this.#halved += HALVING_MS) this.#count /= 2;
    this.#count += points;
  }
}
