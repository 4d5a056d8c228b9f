import {EXIT} from '../../errors/exit-codes.ts';
import type {Replica} from '../../catalogue/access.ts';
import {NeverReached, type Transferred} from '../../storage/storage.ts';
import {asReplicaError, type ReplicaFailure} from '../model/replica-failures.ts';
import {pauseBefore} from '../../flow/retry.ts';
import type {Turn} from '../transfer/transfers.ts';
import type {Upload} from './upload.ts';

export type SentReplica = {readonly replica: Replica; readonly sent: Transferred} | ReplicaFailure;

/**
 * Write one replica; what failed by the network is tried again. Not so where nothing moved for a long time: that would
 * cost as long again, and another storage element may be asked instead.
 * @param touched gets the replica from the moment on from which bytes may be there, in whatever round
 * @returns the error of this replica instead of throwing it: the others count on their own
 * @throws {UserError} for a failure of this machine, and {SourceFailed}, which no other replica can mend; the reason of
 *   the signal
 */
export async function sendReplica(
  upload: Upload,
  replica: Replica,
  booking: NonNullable<Turn['booking']>,
  touched: Set<Replica>,
): Promise<SentReplica> {
  const {item, context, state} = upload;
  const {signal} = state;
  const turn = {item, se: replica.se, signal, booking, begin: () => void touched.add(replica)};
  for (let round = 1; ; round++) {
    const wasTouched = touched.has(replica);
    try {
      const sent = await send(upload, replica, turn);
      return {replica, sent};
    } catch (error) {
      if (error instanceof NeverReached && !wasTouched) touched.delete(replica);
      signal.throwIfAborted();
      const failure = asReplicaError(error);
      const isFinal = !failure.mayPass || (failure.exitCode === EXIT.TIMED_OUT && context.mayTakeOthers);
      if (isFinal || round > context.retries) return {replica, error: failure};
      await context.unregistered.remove(replica, signal); // a rest of the last try would be in the way
    }
    await pauseBefore(round, signal);
  }
}

/** A small file of this machine together with others, as far as there are some that wait. */
async function send({content, context, state}: Upload, replica: Replica, turn: Turn): Promise<Transferred> {
  const {path, size} = content;
  const {sendTogether, transfers} = context;
  if (path === undefined || !sendTogether?.takes(replica, size))
    return await transfers.run(turn, (call) => content.send(replica, call));
  if (sendTogether.hasRoom) state.letNextStart();
  return await sendTogether.run(turn, {path, replica});
}
