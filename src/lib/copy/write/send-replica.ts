import type {Replica} from '../../catalogue/access.ts';
import {AlienError, NetworkError} from '../../errors/errors.ts';
import type {Transferred} from '../../storage/storage.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';
import type {Content} from '../model/content.ts';
import type {JobContext, JobState} from '../model/transfer.ts';
import type {UploadItem} from '../model/plan.ts';
import {asReplicaError, type ReplicaFailure} from '../model/replica-failures.ts';
import {withRateFloor} from '../transfer/rate-floor.ts';
import {pauseBefore} from '../../flow/retry.ts';

/** ms that the removal of what must not stay on a storage may take; when interrupted the user is waiting. */
const REMOVAL_LIMIT = 5000;
const NO_SUCH_FILE = 2;
/** No connection was made, so nothing can lie there. */
export const NOT_CONNECTED = 107;
const REMOVAL_LIMIT_INTERRUPTED = 700;
const TIMED_OUT = 110;

export type SentReplica =
  | {readonly replica: Replica; readonly sent: Transferred}
  | (ReplicaFailure & {
      /** bytes may have arrived, in whatever round */
      readonly wasReached: boolean;
    });

/**
 * Write one replica; what failed by the network is tried again. Not so where nothing moved for a long time: that would
 * cost as long again, and another storage element may be asked instead.
 * @returns the error of this replica instead of throwing it: the others count on their own
 * @throws {UserError} for a failure of this machine, and {SourceFailed}, which no other replica can mend; the reason of
 *   the signal
 */
export async function sendReplica(
  item: UploadItem,
  content: Content,
  replica: Replica,
  context: JobContext,
  state: JobState,
): Promise<SentReplica> {
  let wasReached = false;
  for (let round = 1; ; round++) {
    try {
      const sent = await context.transfers.run(
        () => transfer(item, content, replica, context, state),
        state.signal,
      );
      return {replica, sent};
    } catch (error) {
      state.signal.throwIfAborted();
      const failure = asReplicaError(error);
      wasReached ||= failure.exitCode !== NOT_CONNECTED;
      const isFinal =
        !(failure instanceof NetworkError) || (failure.exitCode === TIMED_OUT && mayReplace(context));
      if (isFinal || round > context.retries) return {replica, error: failure, wasReached};
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

/**
 * Remove what is not registered. An unregistered rest harms nobody but the storage's quota, so a failure is no error.
 * @returns the error where something may be left
 */
export async function removeRest(
  {storage}: JobContext,
  replica: StoredReplica,
  signal: AbortSignal,
): Promise<AlienError | undefined> {
  const timeout = signal.aborted ? REMOVAL_LIMIT_INTERRUPTED : REMOVAL_LIMIT;
  try {
    await storage.remove(replica, {timeout});
  } catch (error) {
    if (!(error instanceof AlienError)) throw error;
    if (error.exitCode !== NO_SUCH_FILE) return error;
  }
  return undefined;
}
