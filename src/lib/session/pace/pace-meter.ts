import type {Pace} from './connection-count.ts';
import type {Throttle} from './throttle.ts';

/** Measures how fast the service is: what a session and its siblings share. Times in ms. */
export class PaceMeter {
  readonly #throttle: Throttle;
  #login = Infinity;
  #quickest = Infinity;

  constructor(throttle: Throttle) {
    this.#throttle = throttle;
  }

  loggedIn(milliseconds: number): void {
    this.#login = Math.min(this.#login, milliseconds);
  }

  answered(milliseconds: number): void {
    this.#quickest = Math.min(this.#quickest, milliseconds);
  }

  /** undefined before the first answer */
  get pace(): Pace | undefined {
    const {points, isDisproved} = this.#throttle;
    if (this.#login === Infinity || this.#quickest === Infinity) return undefined;
    return {login: this.#login, quickest: this.#quickest, points, isUnthrottled: isDisproved};
  }
}
