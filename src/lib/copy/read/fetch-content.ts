import {rm} from 'node:fs/promises';
import type {Replica} from '../../catalogue/access.ts';
import {localError} from '../../errors/local-error.ts';
import type {Transferred} from '../../storage/storage.ts';
import type {Turn} from '../transfer/transfers.ts';
import type {CopyItem} from '../model/events.ts';
import type {TransferState} from '../transfer/context.ts';
import type {FetchContext} from './context.ts';
import type {GridSource} from '../model/plan.ts';
import {allReplicasFailed, asReplicaError, type ReplicaFailure} from '../model/replica-failures.ts';
import {pauseBefore} from '../../flow/retry.ts';
import {replicasToRead} from './staging.ts';
import {verifyTransfer} from '../transfer/verify-transfer.ts';
import {DamagedReplica} from '../../storage/damaged-replica.ts';

/** What is fetched, and where to. */
export interface Fetch {
  /** the one that is told of in events */
  readonly item: CopyItem;
  readonly source: GridSource;
  readonly path: string;
  /** go on with what is at `path`, and leave what has arrived there on a failure */
  readonly resume: boolean;
  /** the name that it may get once it is right, and on the disk; see `notLanded` */
  readonly landing?: {readonly target: string; readonly modified: Date | undefined};
}

export interface Fetched extends Transferred {
  /** it has the name that it was to get */
  readonly isLanded?: boolean;
}

/**
 * Fetch the content of a grid file into a new local one, or go on with one, and verify it.
 * The replicas are tried in the server's order, nearest first; what failed by the network once more, after a pause.
 * @throws {AlienError} when no replica can be read, or this machine fails
 */
export async function fetchContent(
  fetch: Fetch,
  context: FetchContext,
  state: TransferState,
): Promise<Fetched> {
  const {signal} = state;
  state.step = 'envelope';
  const replicas = await replicasToRead(fetch.item, fetch.source, context, state);
  await context.metalinks?.keep(fetch, replicas);
  let candidates = context.http?.order(replicas) ?? replicas;
  const failures: ReplicaFailure[] = [];
  for (let round = 0; ; round++) {
    const again: Replica[] = [];
    for (const replica of candidates) {
      try {
        const fetched = await fetchReplica(fetch, replica, context, state);
        for (const failure of failures) tellDamage(fetch.source, failure, context);
        return fetched;
      } catch (error) {
        signal.throwIfAborted();
        const failure = asReplicaError(error);
        failures.push({replica, error: failure});
        if (failure.mayPass) again.push(replica);
      }
    }
    if (again.length === 0 || round >= context.retries) throw allReplicasFailed(failures, 'read');
    await pauseBefore(round + 1, signal);
    candidates = again;
  }
}

/** The file was fetched from elsewhere, but the damage stays until it is reported. */
function tellDamage({lfn}: GridSource, {replica, error}: ReplicaFailure, {warn}: FetchContext): void {
  if (error instanceof DamagedReplica)
    warn(`The replica of ${lfn} on ${replica.se} is damaged. ${error.message}`);
}

async function fetchReplica(
  fetch: Fetch,
  replica: Replica,
  context: FetchContext,
  state: TransferState,
): Promise<Fetched> {
  const {item, source, path} = fetch;
  const {se} = replica;
  const begin = () => {
    state.step = 'transfer';
    context.http?.tellOther(replica);
  };
  const turn = {item, se, signal: state.signal, begin};
  const fetched = await move(fetch, replica, turn, context, state);
  state.step = 'verify';
  try {
    verifyTransfer({size: item.size, md5: source.md5}, fetched);
  } catch (error) {
    await rm(path, {force: true}); // the next replica needs the name
    if (fetched.resumed === undefined) throw error;
    // What had been there may be what is wrong.
    return await fetchReplica(fetch, replica, context, state);
  }
  return fetched;
}

/** A small file together with others, as far as there are some that wait. */
async function move(
  {item, source, path, resume, landing}: Fetch,
  replica: Replica,
  turn: Turn,
  {fetchTogether, storage, transfers}: FetchContext,
  state: TransferState,
): Promise<Fetched> {
  const {size} = item;
  if (landing === undefined || !fetchTogether?.takes(replica, size))
    return await transfers.run(turn, (call) => storage.download(replica, path, {...call, resume, size}));
  if (fetchTogether.hasRoom) state.letNextStart();
  const fetched = await fetchTogether.run(turn, {...landing, replica, path, size, md5: source.md5});
  const {notLanded} = fetched;
  if (notLanded instanceof Error) throw localError(notLanded, landing.target);
  return {...fetched, isLanded: notLanded === undefined};
}
