import {EXIT} from '../../errors/exit-codes.ts';
import {AlienError} from '../../errors/errors.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';
import type {JobContext} from '../model/transfer.ts';

/** ms that the removal of what must not stay on a storage may take; when interrupted the user is waiting. */
const REMOVAL_LIMIT = 5000;
const REMOVAL_LIMIT_INTERRUPTED = 700;

/**
 * Remove what is not registered. An unregistered rest harms nobody but the storage's quota, so a failure is no error.
 * @returns the error where something may be left; undefined also where the central service removes it
 */
export async function removeRest(
  {storage, refusedRemovals}: Pick<JobContext, 'storage' | 'refusedRemovals'>,
  replica: StoredReplica,
  signal: AbortSignal,
): Promise<AlienError | undefined> {
  if (refusedRemovals.has(replica.url)) return undefined;
  const timeout = signal.aborted ? REMOVAL_LIMIT_INTERRUPTED : REMOVAL_LIMIT;
  try {
    await storage.remove(replica, {timeout});
  } catch (error) {
    if (!(error instanceof AlienError)) throw error;
    if (error.exitCode !== EXIT.NO_SUCH_FILE && !refusedRemovals.note(replica.url, error)) return error;
  }
  return undefined;
}
