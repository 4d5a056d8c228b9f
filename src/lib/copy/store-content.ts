import type {Replica} from '../catalogue/access.ts';
import {UserError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import type {Transferred} from '../storage/storage.ts';
import {envelopesToWrite} from './envelopes.ts';
import type {HashedFile} from './hash-file.ts';
import type {JobContext, JobState, Outcome} from './job.ts';
import type {UploadItem} from './plan.ts';
import {registerReplicas} from './register.ts';
import {allReplicasFailed, describeFailure, type ReplicaFailure} from './replica-failures.ts';
import {removeQuietly, sendReplica} from './send-replica.ts';

/** Small files of these kinds are read often and from everywhere: more replicas, as users are used to. */
const WELL_SPREAD = /\.(?:sh|C|jdl|xml)$/;
const WELL_SPREAD_LIMIT = 1 << 20;

/** No connection was made, so nothing can lie there. */
const NOT_CONNECTED = 107;

/**
 * Book, write and register the replicas of a file. They are written in parallel: the disk is read once for all
 * of them (the page cache serves the rest), and each transfer waits for its own turn.
 * What was written but is not registered is removed from the storage.
 */
export async function storeContent(
  item: UploadItem,
  lfn: Lfn,
  content: HashedFile,
  context: JobContext,
  state: JobState,
): Promise<Outcome & {kind: 'copied'}> {
  const {signal} = state;
  const {specification} = item;
  state.step = 'envelope';
  const wanted = specification?.text ?? defaultSpecification(item.lfn, content.size);
  const replicas = await envelopesToWrite(lfn, content, wanted, context, state);
  const unregistered = new Set(replicas);
  try {
    state.step = 'transfer';
    const {written, failures} = await writeAll(item, replicas, context, state);
    for (const {replica, error} of failures)
      if (error.exitCode === NOT_CONNECTED) unregistered.delete(replica);
    if (written.size === 0) throw allReplicasFailed(failures, 'written');

    state.step = 'verify';
    for (const sent of written.values()) refuseChanged(item, content, sent);

    state.step = 'register';
    signal.throwIfAborted();
    const {registered, refused, unknown} = await registerReplicas(
      context.grid,
      lfn,
      [...written.keys()],
      content,
      signal,
    );
    for (const replica of [...registered, ...unknown.map((each) => each.replica)])
      unregistered.delete(replica);
    if (registered.length === 0) signal.throwIfAborted();
    if (registered.length === 0) throw [...unknown, ...refused][0]?.error ?? new Error('nothing to register');

    const asked = Math.max(replicas.length, specification?.replicas ?? 0);
    const warning = warningOf(asked, registered.length, [...failures, ...refused, ...unknown]);
    const seconds = Math.max(...[...written.values()].map((sent) => sent.seconds));
    return {kind: 'copied', seconds, verified: true, ...(warning !== undefined && {warning})};
  } finally {
    await Promise.all([...unregistered].map((replica) => removeQuietly(context, replica, signal)));
  }
}

function defaultSpecification(lfn: Lfn, size: number): string {
  return WELL_SPREAD.test(lfn) && size < WELL_SPREAD_LIMIT ? 'disk:4' : 'disk:2';
}

/** Write all replicas and wait for every one of them, so that nothing is still being written afterwards. */
async function writeAll(
  item: UploadItem,
  replicas: readonly Replica[],
  context: JobContext,
  state: JobState,
) {
  const written = new Map<Replica, Transferred>();
  const failures: ReplicaFailure[] = [];
  const attempts = replicas.map(async (replica) => {
    const result = await sendReplica(item, replica, context, state);
    if ('sent' in result) written.set(replica, result.sent);
    else failures.push(result);
  });
  const rejected = (await Promise.allSettled(attempts)).find((each) => each.status === 'rejected');
  if (rejected) throw rejected.reason;
  return {written, failures};
}

/** @throws {UserError} 5 when the bytes that passed are not those that were booked */
function refuseChanged({source}: UploadItem, content: HashedFile, sent: Transferred): void {
  if (sent.bytes === content.size && sent.md5 === content.md5) return;
  throw new UserError(`${source} changed while it was copied.`, {
    exitCode: 5,
    next: ['Wait until nothing writes to it, then copy it again.'],
  });
}

function warningOf(
  asked: number,
  registered: number,
  failures: readonly ReplicaFailure[],
): string | undefined {
  if (registered >= asked) return undefined;
  const reasons = failures.map(describeFailure).join('; ');
  return `${registered} of ${asked} replicas${reasons === '' ? '' : ` (${reasons})`}`;
}
