import {logicalLines} from '@alien-grid/cli/command';
import type {Frames} from './frames.ts';
import {type Id, idIn, type Order, readOrder} from './order.ts';

/** What is done in turn; interrupts are not, they are obeyed at once. */
export type Work = Exclude<Order, {kind: 'interrupt'}>;

/** Orders as they come, each done after the one before; an interrupt takes one out, or stops the one under way. */
export class OrderQueue {
  readonly #frames: Frames;
  readonly #stopCurrent: (id: Id) => void;
  readonly #waiting: Work[] = [];
  #wake: (() => void) | undefined;
  #isOver = false;

  /** @param stopCurrent stops the order under way if it has that id */
  constructor(frames: Frames, stopCurrent: (id: Id) => void) {
    this.#frames = frames;
    this.#stopCurrent = stopCurrent;
  }

  /** Read orders to the end of a stream. What is no order is refused, and the next one is read. */
  async read(stream: AsyncIterable<unknown>): Promise<void> {
    try {
      for await (const {text} of logicalLines(stream, 'stdin')) if (text.trim() !== '') this.#take(text);
    } finally {
      this.#close();
    }
  }

  /** Do no more: what waits is dropped. */
  end(): void {
    this.#waiting.length = 0;
    this.#close();
  }

  /** @returns undefined when all is done and no more comes */
  async next(): Promise<Work | undefined> {
    while (this.#waiting.length === 0) {
      if (this.#isOver) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#waiting.shift();
  }

  /** No more orders come; those that wait are still done. */
  #close(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  #take(text: string): void {
    let order: Order;
    try {
      order = readOrder(text);
    } catch (error) {
      const id = idIn(text);
      const message = error instanceof Error ? error.message : String(error);
      this.#frames.send('refused', {...(id !== undefined && {id}), message});
      return;
    }
    if (order.kind === 'interrupt') return this.#interrupt(order.id);
    if (this.#isOver) return;
    this.#waiting.push(order);
    this.#wake?.();
  }

  #interrupt(id: Id): void {
    const at = this.#waiting.findIndex((order) => order.id === id);
    if (at < 0) return this.#stopCurrent(id);
    this.#waiting.splice(at, 1);
    this.#frames.send('end', {id, exitCode: 130});
  }
}
