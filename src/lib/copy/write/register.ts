import {commitReplica, type FileFacts, type Replica} from '../../catalogue/access.ts';
import {statEntry} from '../../catalogue/lookup.ts';
import {AlienError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {isOutcomeUnknown} from '../model/outcome-unknown.ts';
import type {ReplicaFailure} from '../model/replica-failures.ts';

/** Replicas of one file whose bytes are on their storage elements. */
export interface RegistrationRequest {
  readonly lfn: Lfn;
  readonly replicas: readonly Replica[];
  readonly file: Required<FileFacts>;
}

/** What happened to the replicas. */
export interface Registration {
  readonly registered: readonly Replica[];
  /** refused for certain: their bytes may be removed */
  readonly refused: readonly ReplicaFailure[];
  /** without an answer: they may be registered or not, so their bytes must stay */
  readonly unknown: readonly ReplicaFailure[];
}

/**
 * Register the replicas of one file. The first makes the entry, so the others wait for it.
 * A request that was sent is not aborted, since it would not be known whether it was done; after an abort no
 * further one is sent.
 * @param onAsk told each time before the registration of a replica is asked for
 */
export async function registerReplicas(
  grid: Requester,
  {lfn, replicas, file}: RegistrationRequest,
  signal: AbortSignal,
  onAsk: (replica: Replica) => void,
): Promise<Registration> {
  const registered: Replica[] = [];
  const refused: ReplicaFailure[] = [];
  const unknown: ReplicaFailure[] = [];
  const register = async (replica: Replica) => {
    if (signal.aborted) return;
    const commit = () => {
      onAsk(replica);
      return commitReplica(grid, lfn, replica, file);
    };
    try {
      if (registered.length > 0) await commit();
      else await commitFirst(grid, lfn, replica, commit);
      registered.push(replica);
    } catch (error) {
      if (!(error instanceof AlienError)) throw error;
      (isOutcomeUnknown(error) ? unknown : refused).push({replica, error});
    }
  };
  const waiting = [...replicas];
  while (registered.length === 0 && waiting.length > 0) await register(waiting.shift() as Replica);
  await Promise.all(waiting.map(register));
  return {registered, refused, unknown};
}

/**
 * A commit whose answer was lost must not be repeated blindly. The first replica of a file can be looked up:
 * the entry is there with our GUID, or it is not.
 */
async function commitFirst(
  grid: Requester,
  lfn: Lfn,
  replica: Replica,
  commit: () => Promise<void>,
): Promise<void> {
  try {
    await commit();
  } catch (error) {
    if (!isOutcomeUnknown(error)) throw error;
    const entry = await statEntry(grid, lfn);
    if (entry?.guid === replica.guid.toLowerCase()) return;
    if (entry !== undefined) throw error;
    await commit();
  }
}
