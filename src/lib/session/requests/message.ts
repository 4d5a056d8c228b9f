import {UserError} from '../../errors/errors.ts';
import type {RequestOptions} from './requester.ts';

/** The service refuses anything longer, in characters. */
const LONGEST_REQUEST = 133_120;

/** After a longer request the service misreads everything else on that connection. */
const SAFE_REQUEST = 8192;

/**
 * The text message of one request.
 * @throws {UserError} 7 for one that the service would refuse for its length
 */
export function encodeRequest(
  command: string,
  options: readonly string[],
  want: RequestOptions['want'],
): string {
  const half = want === 'keys' ? ['-nomsg'] : want === 'text' ? ['-nokeys'] : [];
  const message = JSON.stringify({command, options: [...half, ...options]});
  if (message.length > LONGEST_REQUEST) {
    throw new UserError(`The arguments of ${command} are too long for the central service.`, {
      code: 'ARGUMENTS_TOO_LONG',
      next: ['Give fewer names at a time, or name their directory.'],
    });
  }
  return message;
}

/** Whether a connection has to be given up after this message was answered. */
export function spoilsConnection(message: string): boolean {
  return Buffer.byteLength(message) > SAFE_REQUEST;
}
