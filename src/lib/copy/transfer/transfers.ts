import {Limiter} from '../../flow/limiter.ts';
import type {CopyEvent, CopyItem} from '../model/events.ts';
import {type MeasuredCall, withRateFloor} from './rate-floor.ts';

/** One file that is read from, or written to, one storage element. */
export interface Turn {
  readonly item: CopyItem;
  readonly se: string;
  readonly signal: AbortSignal;
  /** where it is written */
  readonly booking?: (CopyEvent & {kind: 'started'})['booking'];
  /** called when the turn has come, before anything else */
  readonly begin: () => void;
}

/** Lets so many transfers move bytes at the same time, tells how far each is, and ends those that are too slow. */
export class Transfers {
  readonly #turns: Limiter;
  readonly #rateFloor: number | undefined;
  readonly #emit: (event: CopyEvent) => void;

  /** @param rateFloor bytes a second; see `withRateFloor` */
  constructor(width: number, rateFloor: number | undefined, emit: (event: CopyEvent) => void) {
    this.#turns = new Limiter(width);
    this.#rateFloor = rateFloor;
    this.#emit = emit;
  }

  /** @throws the reason of the signal, when it is aborted before the turn has come; what `withRateFloor` throws */
  run<T>(turn: Turn, transfer: (call: MeasuredCall) => Promise<T>): Promise<T> {
    const {item, se, signal} = turn;
    return this.#turns.run(() => {
      turn.begin();
      this.tellStarted(turn);
      const onProgress = (bytes: number, rate: number) =>
        this.#emit({kind: 'progress', item, se, bytes, rate});
      return withRateFloor(this.#rateFloor, {signal, onProgress}, transfer);
    }, signal);
  }

  /**
   * Move several files as one transfer, with all turns that are free.
   * @param transfer gets how many files may move at the same time, and tells how many still do; it begins each turn, and
   *   tells of it
   */
  runTogether(transfer: (width: number, keep: (turns: number) => void) => Promise<void>): Promise<void> {
    return this.#turns.runWithAll(transfer);
  }

  /** Whether each file has to be watched by itself, as it moves. */
  get hasRateFloor(): boolean {
    return this.#rateFloor !== undefined && this.#rateFloor > 0;
  }

  tellStarted({item, se, booking}: Turn): void {
    this.#emit({kind: 'started', item, se, ...(booking && {booking})});
  }
}
