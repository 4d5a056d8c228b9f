import {publicMessage, publicUrl} from './url.ts';

export type FailureReason =
  | 'connect'
  | 'auth'
  | 'server'
  | 'stalled'
  | 'timeout'
  | 'cancelled'
  | 'local'
  | 'truncated'
  | 'size'
  | 'other';

/** What the addon says of a failed operation. */
export interface Failure {
  reason: FailureReason;
  message: string;
  code: number;
  errno: number;
  xrootdCode: number;
  atSource?: boolean;
  opened?: boolean;
}

type FailureFacts = Partial<Failure> & Pick<Failure, 'reason' | 'message'>;

const serverErrorsWorthARetry = new Set([
  3003, // FileLocked
  3005, // FSError
  3007, // IOError
  3008, // NoMemory
  3012, // ServerError
  3014, // noserver
  3020, // inProgress
  3024, // Overloaded
  3033, // TooManyErrs
  3034, // ReqTimedOut
]);

const reasonsWorthARetry = new Set<FailureReason>(['connect', 'stalled', 'timeout', 'truncated']);

/** Why a call did not succeed. Neither the message nor the url holds credentials. */
export class XRootDError extends Error {
  /** XrdCl status code, 0 if the failure is not XrdCl's. */
  readonly code: number;
  /** POSIX errno if there is one, else 0. */
  readonly errno: number;
  /** The server's kXR_ error number or 0. */
  readonly xrootdCode: number;
  readonly reason: FailureReason;
  /** Of a copy between two servers: the one that is read failed. */
  readonly atSource: boolean;
  /** Of an upload: something may have been made at the target. It is false only where that is certain. */
  readonly opened: boolean;
  /** Without its query and password. */
  readonly url: string;
  /** Whether the same call may succeed later, or with another replica. */
  readonly retryable: boolean;

  readonly #failure: FailureFacts;

  constructor(failure: FailureFacts, url: string) {
    const shown = publicUrl(url);
    super(`${publicMessage(failure.message, url)} (${shown})`);
    this.#failure = failure;
    this.name = 'XRootDError';
    this.code = failure.code ?? 0;
    this.errno = failure.errno ?? 0;
    this.xrootdCode = failure.xrootdCode ?? 0;
    this.reason = failure.reason;
    this.atSource = failure.atSource ?? false;
    this.opened = failure.opened ?? true;
    this.url = shown;
    this.retryable = reasonsWorthARetry.has(failure.reason) || serverErrorsWorthARetry.has(this.xrootdCode);
  }

  /** The same failure of another file. */
  of(url: string, opened = this.opened): XRootDError {
    return new XRootDError({...this.#failure, opened}, url);
  }
}
