import {EXIT} from '../../errors/exit-codes.ts';
import type {FileFacts, Replica} from '../../catalogue/access.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Transferred} from '../../storage/storage.ts';
import {envelopesToWrite} from '../transfer/envelopes.ts';
import type {Content} from '../model/content.ts';
import type {JobContext, JobState} from '../model/transfer.ts';
import type {UploadItem} from '../model/plan.ts';
import {registerReplicas} from './register.ts';
import type {ReplicaFailure} from '../model/replica-failures.ts';
import {removeRest} from './remove-rest.ts';
import {sendReplica} from './send-replica.ts';
import {changedMeanwhile} from '../../errors/changed-source.ts';

/** What became of the replicas of one booking. */
export interface StoredReplicas {
  readonly booked: readonly Replica[];
  readonly registered: readonly Replica[];
  /** their storage elements did not take them */
  readonly unwritten: readonly ReplicaFailure[];
  /** written, but not registered, or nobody knows */
  readonly unregistered: readonly ReplicaFailure[];
  /** of the slowest transfer */
  readonly seconds: number;
}

/**
 * Book, write and register replicas of a file. They are written in parallel: the disk is read once for all
 * of them (the page cache serves the rest), and each transfer waits for its own turn.
 * What was written but is not registered is removed from the storage; what is registered stays in the journal until
 * its name is confirmed.
 * @param specification of storage elements, as the central service takes it
 * @throws {AlienError} for a refused booking and for what no other storage element can mend
 */
export async function storeReplicas(
  item: UploadItem,
  lfn: Lfn,
  content: Content,
  specification: string,
  context: JobContext,
  state: JobState,
): Promise<StoredReplicas> {
  const {signal} = state;
  const {uploads} = context;
  state.step = 'envelope';
  const booked = await envelopesToWrite(lfn, content, specification, context, state);
  uploads?.begin(lfn, booked);
  const toRemove = new Set(booked);
  /** where bytes may be */
  const touched = new Set<Replica>();
  try {
    state.step = 'transfer';
    const {written, failures: unwritten} = await writeAll(item, content, booked, touched, context, state);
    for (const {replica, error} of unwritten) {
      if (error.exitCode !== EXIT.NOT_CONNECTED) continue;
      toRemove.delete(replica);
      if (!touched.has(replica)) uploads?.end(replica.url);
      else context.warn(`${item.destination}: part of it may be left, unregistered: ${replica.url}`);
    }
    if (written.size === 0) return {booked, registered: [], unwritten, unregistered: [], seconds: 0};

    state.step = 'verify';
    const file = sentFile(item, content, written);

    state.step = 'register';
    signal.throwIfAborted();
    const ready = [...written.keys()];
    const onAsk = ({url}: Replica) => uploads?.asking(url);
    const {registered, refused, unknown} = await registerReplicas(
      context.grid,
      lfn,
      ready,
      file,
      signal,
      onAsk,
    );
    for (const replica of [...registered, ...unknown.map((each) => each.replica)]) toRemove.delete(replica);
    for (const {replica} of unknown)
      context.warn(
        `${item.destination}: the answer to the registration was lost, it may be missing: ${replica.url}`,
      );
    if (registered.length === 0) signal.throwIfAborted();
    const seconds = Math.max(...[...written.values()].map((sent) => sent.seconds));
    return {booked, registered, unwritten, unregistered: [...unknown, ...refused], seconds};
  } finally {
    await Promise.all(
      [...toRemove].map(async (replica) => {
        const error = await removeRest(context, replica, signal);
        if (!error || !touched.has(replica)) uploads?.end(replica.url);
        else
          context.warn(
            `${item.destination}: not registered, and not removed: ${replica.url} (${error.message})`,
          );
      }),
    );
  }
}

/** Write all replicas and wait for every one of them, so that nothing is still being written afterwards. */
async function writeAll(
  item: UploadItem,
  content: Content,
  replicas: readonly Replica[],
  touched: Set<Replica>,
  context: JobContext,
  state: JobState,
) {
  const written = new Map<Replica, Transferred>();
  const failures: ReplicaFailure[] = [];
  const attempts = replicas.map(async (replica) => {
    const result = await sendReplica(item, content, replica, touched, context, state);
    if ('sent' in result) written.set(replica, result.sent);
    else failures.push(result);
  });
  const rejected = (await Promise.allSettled(attempts)).find((each) => each.status === 'rejected');
  if (rejected) throw rejected.reason;
  return {written, failures};
}

/**
 * What all replicas hold.
 * @throws {UserError} 5 when the bytes that passed are not those that were booked
 */
function sentFile(
  {source}: UploadItem,
  {size, md5}: Content,
  written: ReadonlyMap<Replica, Transferred>,
): Required<FileFacts> {
  for (const sent of written.values())
    if (sent.bytes !== size || sent.md5 !== md5) throw changedMeanwhile(source);
  return {size, md5: md5 ?? ''};
}
