const LOGIN = 10;
const COMMAND = 1;
const FREE = 100;
const HALVING_MS = 300_000;

/**
 * What the service does to who asks much, as far as it can be known from here: it counts a login as 10 and a
 * command as 1, halves the count every five minutes, and sleeps for (count - 100) ms before each command. Other
 * programs with the same certificate count too, so this is a lower bound.
 */
export class Throttle {
  readonly #now: () => number;
  #count = 0;
  #halved: number;
  #lost = 0;

  /** @param now ms; for tests */
  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#halved = now();
  }

  loggedIn(): void {
    this.#add(LOGIN);
  }

  /**
   * A request was answered.
   * @param milliseconds how long that took
   * @returns ms lost by throttling since the first request
   */
  answered(milliseconds: number): number {
    this.#add(COMMAND);
    const due = Math.max(this.#count - FREE, 0);
    // What comes sooner did not wait: some services and certificates are not throttled.
    if (milliseconds >= due) this.#lost += due;
    return this.#lost;
  }

  #add(points: number): void {
    for (; this.#now() - this.#halved >= HALVING_MS; this.#halved += HALVING_MS) this.#count /= 2;
    this.#count += points;
  }
}
