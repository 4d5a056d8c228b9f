import type {Pace} from './connection-count.ts';
import type {Throttle} from './throttle.ts';

/** How much the latest answer counts among those before. */
const WEIGHT = 0.2;

/** Measures how fast the service is: what a session and its siblings share. Times in ms. */
export class PaceMeter {
  readonly #throttle: Throttle;
  #login: number | undefined;
  #quickest = Infinity;
  #answer: number | undefined;

  constructor(throttle: Throttle) {
    this.#throttle = throttle;
  }

  loggedIn(milliseconds: number): void {
    this.#login = Math.min(this.#login ?? Infinity, milliseconds);
  }

  answered(milliseconds: number): void {
    this.#quickest = Math.min(this.#quickest, milliseconds);
    this.#answer = (this.#answer ?? milliseconds) * (1 - WEIGHT) + milliseconds * WEIGHT;
  }

  /** undefined while nothing has been measured */
  get pace(): Pace | undefined {
    if (this.#login === undefined || this.#answer === undefined) return undefined;
    const {points, isDisproved} = this.#throttle;
    return {
      login: this.#login,
      quickest: this.#quickest,
      answer: this.#answer,
      points,
      isUnthrottled: isDisproved,
    };
  }
}
