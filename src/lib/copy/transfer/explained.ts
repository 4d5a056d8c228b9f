import {ServerError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';

/**
 * Add advice to the service's one answer for: no permission, no quota, no replica, no such storage element.
 * @param answer an empty one means the same
 * @param advice what to do, made only when it is needed
 */
export async function explained<T>(answer: Promise<T[]>, advice: () => Promise<string[]>): Promise<T[]> {
  try {
    const replicas = await answer;
    if (replicas.length > 0) return replicas;
  } catch (error) {
    if (!(error instanceof ServerError) || error.exitCode !== EXIT.NO_REPLICA) throw error;
    throw new ServerError(error.message, {code: 'NO_REPLICA', cause: error, next: await advice()});
  }
  throw new ServerError('The central service named no storage element.', {
    code: 'NO_REPLICA',
    next: await advice(),
  });
}
