/** Hands things on in the order in which they came, each so many ms after it came. */
export class DelayLine<T> {
  readonly #delay: () => number;
  readonly #deliver: (item: T) => void;
  readonly #waiting: {item: T; due: number}[] = [];

  constructor(delay: () => number, deliver: (item: T) => void) {
    this.#delay = delay;
    this.#deliver = deliver;
  }

  push(item: T): void {
    const delay = this.#delay();
    // Without a delay nothing is put off, not even to the next turn.
    if (delay === 0 && this.#waiting.length === 0) return this.#deliver(item);
    this.#waiting.push({item, due: performance.now() + delay});
    if (this.#waiting.length === 1) this.#wait();
  }

  #wait(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    setTimeout(() => {
      this.#waiting.shift();
      this.#wait();
      this.#deliver(first.item);
    }, first.due - performance.now()).unref();
  }
}
