import {STATUS_CODES} from 'node:http';
import {tlsFailure} from '../../trust/tls-failure.ts';
import {seconds} from '../../session/reach/connect-errors.ts';
import {type AlienError, NetworkError, ServerError} from '../../errors/errors.ts';

/** Answers that may be others a moment later. */
const TRANSIENT = new Set([408, 425, 429]);

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to its network',
};

/** An answer with a status that gives no file. */
export function statusError(status: number, host: string): AlienError {
  const text = `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim();
  if (status === 401 || status === 403)
    return new ServerError(`${host} refuses access: ${text}`, {code: 'PERMISSION_DENIED'});
  if (status === 404 || status === 410)
    return new ServerError(`${host} has no such file: ${text}`, {code: 'NO_SUCH_FILE'});
  const Kind = status >= 500 || TRANSIENT.has(status) ? NetworkError : ServerError;
  return new Kind(`${host}: ${text}`, {code: 'INPUT_OUTPUT'});
}

/** No answer was had. */
export function connectError(cause: Error & {readonly code?: string}, host: string): AlienError {
  const {code = ''} = cause;
  const tls = tlsFailure(code);
  if (tls?.about === 'server') {
    // Our own checks refuse it: the same server is no better the next time.
    return new ServerError(`${host} is not trusted: it ${tls.what}`, {
      cause,
      code: 'NOT_CONNECTED',
      next: tls.next,
    });
  }
  if (tls !== undefined) {
    return new NetworkError(`${host} ${tls.what}`, {cause, code: 'NOT_CONNECTED', next: tls.next});
  }
  const why = UNREACHABLE[code] ?? (cause.message || code);
  return new NetworkError(`${host} cannot be reached: ${why}`, {cause, code: 'NOT_CONNECTED'});
}

/** No connection came about in so many ms. */
export function noConnection(ms: number, host: string): NetworkError {
  const text = `${host} cannot be reached: no answer for ${seconds(ms)}`;
  return new NetworkError(text, {code: 'NOT_CONNECTED'});
}

/** The connection was lost in the middle of a file. */
export function bodyError(cause: unknown, host: string): NetworkError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new NetworkError(`${host} sent only part of the file: ${why}`, {cause, code: 'INPUT_OUTPUT'});
}

/** The server's answer cannot be used to fetch a file. */
export function unfit(host: string, what: string): ServerError {
  return new ServerError(`${host} ${what}`, {code: 'INPUT_OUTPUT'});
}

/** Nothing came for so many ms. */
export function noAnswer(ms: number, host: string): NetworkError {
  const text = `${host} gave no answer in time: nothing came for ${seconds(ms)}`;
  return new NetworkError(text, {code: 'TIMED_OUT'});
}
