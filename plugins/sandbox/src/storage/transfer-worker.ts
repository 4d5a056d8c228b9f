import type {Catalogue} from '../catalogue/catalogue.ts';
import {OWN_SITE, byDistance} from '../catalogue/elements/distances.ts';
import {elementNumber} from '../catalogue/elements/elements.ts';
import {storagePath} from '../catalogue/names/guid.ts';
import type {Replica} from '../catalogue/contents/replicas.ts';
import type {Transfer} from '../catalogue/contents/transfers.ts';
import type {Chronicle} from '../catalogue/chronicle.ts';
import type {Place, Reach} from './reach.ts';

/** How many run at the same time. */
const LANES = 2;
const RETRY_AFTER = 5000;
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const NAME = 'sandbox.storage.Transfers';

export interface TransferSurroundings {
  readonly catalogue: Catalogue;
  readonly reach: Reach;
  readonly chronicle: Chronicle;
  /** Called when a copy is registered. */
  readonly arrived: (place: Place) => void;
  /** Called when copies wait for removal. */
  readonly removed: () => void;
  /** ms between two tries. */
  readonly retryAfter?: number;
}

/** Carries out the transfers that the catalogue has queued, in the background, and tries again what failed. */
export class TransferWorker {
  readonly #around: TransferSurroundings;
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(around: TransferSurroundings) {
    this.#around = around;
    around.chronicle.announce(NAME);
    around.catalogue.transfers.recover();
    around.catalogue.transfers.purge(Date.now() - KEPT_FOR);
  }

  /** There may be work, now or later. */
  wake(): void {
    clearTimeout(this.#timer);
    const {transfers} = this.#around.catalogue;
    while (!this.#stop.signal.aborted && this.#running.size < LANES) {
      const next = transfers.next();
      if (next === undefined) return;
      const wait = next.due - Date.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.wake(), wait).unref();
        return;
      }
      transfers.change(next, {status: 'TRANSFERRING'});
      const work = this.#carryOut(next)
        .catch((error: unknown) => this.#around.chronicle.record(NAME, String(error)))
        .finally(() => {
          this.#running.delete(work);
          this.wake();
        });
      this.#running.add(work);
    }
  }

  /** Breaks off what runs; it is done at the next start. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  async #carryOut(transfer: Transfer): Promise<void> {
    const {catalogue, chronicle, retryAfter = RETRY_AFTER} = this.#around;
    const now = (): number => Date.now();
    try {
      await this.#copy(transfer);
      this.#register(transfer);
      chronicle.record(NAME, `transfer ${transfer.id} is done`);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      const attempts = transfer.attempts - 1;
      const change =
        attempts < 0
          ? ({status: 'FAILED', due: now()} as const)
          : ({status: 'WAITING', attempts, due: now() + retryAfter} as const);
      catalogue.transfers.change(transfer, {...change, reason});
      chronicle.record(NAME, `transfer ${transfer.id} failed: ${reason}`);
    }
  }

  /** Copies from the nearest replica that can be read. */
  async #copy(transfer: Transfer): Promise<void> {
    const {catalogue, reach} = this.#around;
    const {guid, se} = transfer;
    const target = placeFor(transfer);
    const replicas = catalogue.replicas.list(guid);
    if (replicas.some((replica) => replica.se === se)) return;
    if (catalogue.replicas.isQueuedForDeletion(target)) throw new Error('an older replica is being removed');
    let problem: unknown = new Error('there is no replica to copy from');
    for (const source of replicas.sort(nearer)) {
      if (elementNumber(source.se) === undefined) continue;
      try {
        const md5 = catalogue.replicas.record(guid)?.md5 ?? '';
        return await reach.copy(source, target, md5, {signal: this.#stop.signal});
      } catch (error) {
        this.#stop.signal.throwIfAborted();
        problem = error;
      }
    }
    throw problem;
  }

  #register(transfer: Transfer): void {
    const {catalogue, arrived, removed} = this.#around;
    const {guid, se, source} = transfer;
    catalogue.transaction(() => {
      const target = placeFor(transfer);
      // The file may have been removed while it was copied.
      if (catalogue.replicas.record(guid) === undefined) catalogue.replicas.queueDeletion(target);
      else {
        catalogue.replicas.add(target);
        arrived(target);
      }
      if (source !== null && source !== se) catalogue.replicas.drop(guid, source);
      catalogue.transfers.change(transfer, {status: 'DONE', reason: '', due: Date.now()});
    });
    removed();
  }
}

function placeFor({guid, se}: Pick<Transfer, 'guid' | 'se'>): Place {
  const root = elementNumber(se)?.root ?? '';
  return {guid, se, path: `${root}/${storagePath(guid)}`};
}

function nearer(one: Replica, other: Replica): number {
  const [first, second] = [elementNumber(one.se), elementNumber(other.se)];
  return first === undefined || second === undefined ? 0 : byDistance(OWN_SITE)(first, second);
}
