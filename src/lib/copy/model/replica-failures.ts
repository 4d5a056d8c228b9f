import type {Replica} from '../../catalogue/access.ts';
import {AlienError, NetworkError, ServerError} from '../../errors/errors.ts';

/** A replica that failed, and why. */
export interface ReplicaFailure {
  readonly replica: Replica;
  readonly error: AlienError;
}

/** One error for all the replicas of a file that failed: a network error only if all of them are. */
export function allReplicasFailed(failures: readonly ReplicaFailure[], what: 'read' | 'written'): AlienError {
  const latest = [...new Map(failures.map((failure) => [failure.replica, failure])).values()];
  const codes = new Set(latest.map(({error}) => error.exitCode));
  const [code = 5] = codes;
  const details = {
    exitCode: codes.size === 1 ? code : 5,
    cause: latest.at(-1)?.error,
    next: [...new Set(latest.flatMap(({error}) => error.next))],
  };
  const Kind = latest.every(({error}) => error instanceof NetworkError) ? NetworkError : ServerError;
  const reasons = latest.map(describeFailure).join('; ');
  if (latest.length === 1) return new Kind(`The replica could not be ${what}. ${reasons}`, details);
  return new Kind(`None of ${latest.length} replicas could be ${what}. ${reasons}`, details);
}

export function describeFailure({replica, error}: ReplicaFailure): string {
  return `${replica.se}: ${error.message}`;
}

/**
 * Pass the error of one replica on, after which others may still work.
 * @throws the error itself, if it is one of this machine, which no replica can mend, or a bug
 */
export function asReplicaError(error: unknown): AlienError {
  if (error instanceof AlienError && (error.fault === 'network' || error.fault === 'server')) return error;
  throw error;
}
