import {constants} from 'node:os';
import {type AlienError, InternalError, NetworkError, ServerError, UserError} from '../errors/errors.ts';
import {storageHost} from '../paths/replica-url.ts';
import {installedForm, ownRoot, repairAdvice} from '../programs/installed-form.ts';
import {DamagedReplica} from './damaged-replica.ts';
import {NeverReached} from './storage.ts';

/** What the native addon says about a failure (its XRootDError). */
export interface XRootDFailure {
  readonly message: string;
  readonly reason: string;
  readonly errno: number;
  readonly xrootdCode: number;
  readonly retryable: boolean;
  /** of a copy between two: the one that is read */
  readonly atSource?: boolean;
  /** false where it is certain that nothing was made at the target */
  readonly opened?: boolean;
}

/** Whether an error is one of the addon's. */
export function isXRootDFailure(error: unknown): error is Error & XRootDFailure {
  return error instanceof Error && 'reason' in error && 'retryable' in error;
}

/** XRootD's answer codes (kXR_*) that have an errno of their own. */
const ERRNO_OF_ANSWER = new Map<number, number>([
  [3005, constants.errno.EIO], // kXR_FSError
  [3007, constants.errno.EIO], // kXR_IOError
  [3009, constants.errno.ENOSPC],
  [3010, constants.errno.EACCES], // kXR_NotAuthorized
  [3011, constants.errno.ENOENT],
  [3018, constants.errno.EEXIST], // kXR_ItExists
  [3021, constants.errno.EDQUOT], // kXR_overQuota
  [3025, constants.errno.EROFS],
  [3030, constants.errno.EACCES], // kXR_AuthFailed
]);

/** Translate a failure of the addon, once, to the error model of the project. */
export function storageError(failure: XRootDFailure, url: string): AlienError {
  const host = storageHost(url);
  const details = {cause: failure};
  const text = failure.message.trim(); // without credentials: the addon takes them out
  switch (failure.reason) {
    case 'local':
      return new UserError(localMessage(failure.errno, text), {...details, exitCode: failure.errno || 5});
    case 'connect': {
      const Kind = failure.opened === false ? NeverReached : NetworkError;
      return new Kind(`${host} cannot be reached: ${text}`, {...details, code: 'NOT_CONNECTED'});
    }
    case 'stalled':
      return new NetworkError(`${host} gave no answer in time: ${text}`, {
        ...details,
        code: 'TIMED_OUT',
        next: [
          'Over a slow line: fewer files at a time (-T 2), or "alien config set transfer.stall-timeout 300".',
        ],
      });
    case 'timeout':
      return new NetworkError(`${host} gave no answer in time: ${text}`, {...details, code: 'TIMED_OUT'});
    case 'truncated':
      return new NetworkError(`${host} sent only part of the file: ${text}`, {
        ...details,
        code: 'INPUT_OUTPUT',
      });
    case 'size':
      return new DamagedReplica(`${host} has another file: ${text}`, failure);
    case 'auth':
      return new ServerError(`${host} refuses access: ${text}`, {...details, code: 'PERMISSION_DENIED'});
    default: {
      const exitCode = ERRNO_OF_ANSWER.get(failure.xrootdCode) ?? 5;
      const isTransient = failure.retryable && exitCode !== constants.errno.ENOSPC;
      const Kind = isTransient ? NetworkError : ServerError;
      return new Kind(`${host}: ${text}`, {...details, exitCode});
    }
  }
}

function localMessage(errno: number, text: string): string {
  if (errno === constants.errno.ENOSPC) return 'There is no space left on the local disk.';
  if (errno === constants.errno.EDQUOT) return 'The quota of the local disk is used up.';
  return `This machine: ${text}`;
}

/**
 * The native addon cannot be used on this machine.
 * @param why a sentence each
 * @param compile what makes it from its sources, if they are here
 */
export function unavailableStorage(
  why: readonly string[],
  {compile, cause}: {readonly compile?: string; readonly cause?: unknown},
): InternalError {
  const [reason] = why.join(' ').split('\n');
  return new InternalError(`The XRootD addon, which moves the files, cannot be loaded: ${reason}`, {
    cause,
    code: 'NO_ADDON', // a needed shared library cannot be accessed
    next: [
      ...repairAdvice(installedForm(ownRoot()), compile),
      'Everything but the transfer of files works without it. "alien doctor" looks again.',
    ],
  });
}
