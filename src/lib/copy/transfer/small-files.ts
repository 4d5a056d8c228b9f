import type {StoredReplica} from '../../paths/replica-url.ts';
import {isHttp, splitMember, storageHost} from '../../paths/replica-url.ts';
import {SMALL_FILE} from '../../storage/local-disk.ts';
import {InternalError} from '../../errors/errors.ts';
import type {TogetherCall} from '../../storage/storage.ts';
import type {Transfers, Turn} from './transfers.ts';

/** Files of one call: others wait for its last one. */
const MOST_TOGETHER = 64;

/** So many wait at the most without holding up others. */
const ROOM = 64;

/** ms from the beginning of one group to that of the next: the larger they are, the less each file costs. */
const SPACING = 10;

/** See `downloadTogether` of a storage. */
type Move<File, Result> = (files: readonly File[], call: TogetherCall<Result>) => Promise<void>;

interface Waiting<File, Result> {
  readonly turn: Turn;
  readonly file: File;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers small files that are to be moved between this machine and one storage server, so that one call of the storage
 * moves many: the bytes of one are there sooner than a call for it has been made.
 */
export class SmallFiles<File extends {readonly replica: StoredReplica}, Result> {
  readonly #transfers: Transfers;
  readonly #move: Move<File, Result>;
  #waiting: Waiting<File, Result>[] = [];
  #isDue = false;
  /** when the next group may begin */
  #next = 0;

  constructor(transfers: Transfers, move: Move<File, Result>) {
    this.#transfers = transfers;
    this.#move = move;
  }

  /** @param size bytes; undefined where they are not known */
  takes({url}: StoredReplica, size: number | undefined): boolean {
    if (size === undefined || size === 0 || size > SMALL_FILE || this.#transfers.hasRateFloor) return false;
    return !isHttp(url) && splitMember(url).member === undefined;
  }

  /** Whether another file may wait here beside the work. */
  get hasRoom(): boolean {
    return this.#waiting.length < ROOM;
  }

  /** @throws what the storage says of this file; the reason of its signal */
  async run(turn: Turn, file: File): Promise<Result> {
    const {promise, resolve, reject} = Promise.withResolvers<Result>();
    this.#waiting.push({turn, file, resolve, reject});
    this.#consider();
    return await promise;
  }

  #consider(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    const begin = () =>
      void this.#transfers.runTogether((width, keep) => this.#moveGroup(this.#take(), width, keep));
    const early = this.#next - performance.now();
    if (early > 0) setTimeout(begin, early);
    else setImmediate(begin); // once all that happens at this moment has happened
  }

  /** The first that waits, and those that go to the same server under the same signal. */
  #take(): readonly Waiting<File, Result>[] {
    this.#isDue = false;
    this.#next = performance.now() + SPACING;
    const [first] = this.#waiting;
    const group: Waiting<File, Result>[] = [];
    const others: Waiting<File, Result>[] = [];
    for (const each of this.#waiting) {
      const isOfGroup = group.length < MOST_TOGETHER && first !== undefined && goTogether(each, first);
      (isOfGroup ? group : others).push(each);
    }
    this.#waiting = others;
    this.#consider();
    return group;
  }

  async #moveGroup(group: readonly Waiting<File, Result>[], width: number, keep: (turns: number) => void) {
    const [first] = group;
    if (first === undefined) return;
    const {signal} = first.turn;
    keep(group.length);
    let [ended, started] = [0, 0];
    const tellStarted = (count: number): void => {
      for (const {turn} of group.slice(started, count)) this.#transfers.tellStarted(turn);
      started = Math.max(started, count);
    };
    const onEnded: TogetherCall<Result>['onEnded'] = (index, result, moving) => {
      ended += 1;
      tellStarted(Math.max(index + 1, ended + width)); // they start in their order
      if (result instanceof Error) group[index]?.reject(result);
      else group[index]?.resolve(result);
      if (moving > 0) keep(moving);
    };
    let failure: unknown;
    try {
      signal.throwIfAborted();
      for (const {turn} of group) turn.begin();
      tellStarted(width);
      await this.#move(
        group.map(({file}) => file),
        {signal, width, onEnded},
      );
      failure = new InternalError('The storage has not told what became of a file.');
    } catch (error) {
      failure = error;
    }
    for (const {reject} of group) reject(failure); // those that have ended know better
  }
}

type Member = Waiting<{readonly replica: StoredReplica}, never>;

function goTogether(one: Pick<Member, 'turn' | 'file'>, other: Pick<Member, 'turn' | 'file'>): boolean {
  return (
    one.turn.signal === other.turn.signal &&
    storageHost(one.file.replica.url) === storageHost(other.file.replica.url)
  );
}
