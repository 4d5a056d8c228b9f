import {EXIT} from '../../errors/exit-codes.ts';
import type {Replica} from '../../catalogue/access.ts';
import {NeverReached, type Transferred} from '../../storage/storage.ts';
import type {Content} from '../model/content.ts';
import type {JobContext, JobState} from '../model/transfer.ts';
import type {UploadItem} from '../model/plan.ts';
import {asReplicaError, type ReplicaFailure} from '../model/replica-failures.ts';
import {withRateFloor} from '../transfer/rate-floor.ts';
import {pauseBefore} from '../../flow/retry.ts';
import {removeRest} from './remove-rest.ts';

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
  item: UploadItem,
  content: Content,
  replica: Replica,
  touched: Set<Replica>,
  context: JobContext,
  state: JobState,
): Promise<SentReplica> {
  for (let round = 1; ; round++) {
    const wasTouched = touched.has(replica);
    try {
      const sent = await context.transfers.run(() => {
        touched.add(replica);
        return transfer(item, content, replica, context, state);
      }, state.signal);
      return {replica, sent};
    } catch (error) {
      if (error instanceof NeverReached && !wasTouched) touched.delete(replica);
      state.signal.throwIfAborted();
      const failure = asReplicaError(error);
      const isFinal = !failure.mayPass || (failure.exitCode === EXIT.TIMED_OUT && mayReplace(context));
      if (isFinal || round > context.retries) return {replica, error: failure};
      await removeRest(context, replica, state.signal); // a rest of the last try would be in the way
    }
    await pauseBefore(round, state.signal);
  }
}

/** Whether another storage element may be asked for in the place of one that fails. */
export function mayReplace({recover, strict}: JobContext): boolean {
  return recover && !strict;
}

function transfer(
  item: UploadItem,
  content: Content,
  replica: Replica,
  context: JobContext,
  {signal}: JobState,
): Promise<Transferred> {
  const {se} = replica;
  context.emit({kind: 'started', item, se});
  const onProgress = (bytes: number, rate: number) => context.emit({kind: 'progress', item, se, bytes, rate});
  return withRateFloor(context.rateFloor, {signal, onProgress}, (call) => content.send(replica, call));
}
