import type {FileFacts, Replica} from '../../catalogue/access.ts';
import {changedMeanwhile} from '../../errors/changed-source.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Transferred} from '../../storage/storage.ts';
import type {ReplicaFailure} from '../model/replica-failures.ts';
import {envelopesToWrite} from './envelopes-to-write.ts';
import {registerReplicas} from './register.ts';
import {sendReplica} from './send-replica.ts';
import type {Upload} from './upload.ts';

/** What was sent to each storage element that took it. */
export type Written = ReadonlyMap<Replica, Transferred>;

/** Places that the central service has booked for one content: what is not registered in the end does not stay there. */
export class Booking {
  readonly replicas: readonly Replica[];
  readonly #upload: Upload;
  readonly #lfn: Lfn;
  readonly #round: number;
  /** where bytes may be */
  readonly #touched = new Set<Replica>();
  readonly #toRemove: Set<Replica>;

  private constructor(upload: Upload, lfn: Lfn, replicas: readonly Replica[], round: number) {
    this.replicas = replicas;
    this.#upload = upload;
    this.#lfn = lfn;
    this.#round = round;
    this.#toRemove = new Set(replicas);
  }

  /**
   * @param lfn what the replicas are to be registered as
   * @param specification of storage elements, as the central service takes it
   * @param round 1 for the first places of a file
   */
  static async make(upload: Upload, lfn: Lfn, specification: string, round: number): Promise<Booking> {
    const {content, context, state} = upload;
    state.step = 'envelope';
    const replicas = await envelopesToWrite(lfn, content, specification, context, state.signal);
    context.unregistered.begin(lfn, replicas);
    return new Booking(upload, lfn, replicas, round);
  }

  /**
   * Write all replicas, in parallel: the disk is read once for all of them (the page cache serves the rest), and each
   * transfer waits for its own turn. Every one has ended afterwards, so that nothing is still being written.
   */
  async write(): Promise<{readonly written: Written; readonly unwritten: readonly ReplicaFailure[]}> {
    this.#upload.state.step = 'transfer';
    const written = new Map<Replica, Transferred>();
    const unwritten: ReplicaFailure[] = [];
    const booking = {round: this.#round, replicas: this.replicas.length};
    const attempts = this.replicas.map(async (replica) => {
      const result = await sendReplica(this.#upload, replica, booking, this.#touched);
      if ('sent' in result) written.set(replica, result.sent);
      else unwritten.push(result);
    });
    const rejected = (await Promise.allSettled(attempts)).find((each) => each.status === 'rejected');
    if (rejected) throw rejected.reason;
    for (const failure of unwritten) if (failure.error.exitCode === EXIT.NOT_CONNECTED) this.#giveUp(failure);
    return {written, unwritten};
  }

  /** Its storage element does not answer: no use to ask it for a removal. */
  #giveUp({replica}: ReplicaFailure): void {
    const {item, context} = this.#upload;
    this.#toRemove.delete(replica);
    if (!this.#touched.has(replica)) context.unregistered.end(replica);
    else context.warn(`${item.destination}: part of it may be left, unregistered: ${replica.url}`);
  }

  /**
   * @returns what all replicas hold
   * @throws {UserError} 5 when the bytes that passed are not those that were booked
   */
  verify(written: Written): Required<FileFacts> {
    const {item, content, state} = this.#upload;
    state.step = 'verify';
    const {size, md5} = content;
    for (const sent of written.values())
      if (sent.bytes !== size || sent.md5 !== md5) throw changedMeanwhile(item.source);
    return {size, md5: md5 ?? ''};
  }

  /**
   * @returns what is registered, and what is not, or perhaps not
   * @throws the reason of the signal, where an abort left nothing registered
   */
  async register(replicas: readonly Replica[], file: Required<FileFacts>) {
    const {item, context, state} = this.#upload;
    const {signal} = state;
    state.step = 'register';
    const onAsk = (replica: Replica) => context.unregistered.asking(replica);
    const request = {lfn: this.#lfn, replicas, file};
    const {registered, refused, unknown} = await registerReplicas(context.grid, request, signal, onAsk);
    for (const replica of [...registered, ...unknown.map((each) => each.replica)])
      this.#toRemove.delete(replica);
    for (const {replica} of unknown)
      context.warn(
        `${item.destination}: the answer to the registration was lost, it may be missing: ${replica.url}`,
      );
    if (registered.length === 0) signal.throwIfAborted();
    return {registered, unregistered: [...unknown, ...refused]};
  }

  /** Remove from storage what is not registered. What is, stays in the journal until its name is confirmed. */
  async cleanUp(): Promise<void> {
    const {item, context, state} = this.#upload;
    await Promise.all(
      [...this.#toRemove].map(async (replica) => {
        const error = await context.unregistered.remove(replica, state.signal);
        if (!error || !this.#touched.has(replica)) context.unregistered.end(replica);
        else
          context.warn(
            `${item.destination}: not registered, and not removed: ${replica.url} (${error.message})`,
          );
      }),
    );
  }
}
