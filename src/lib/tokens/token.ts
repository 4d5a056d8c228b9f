import {ServerError, UserError} from '../errors/errors.ts';
import {type Answer, exitCodeOf, valueOf} from '../session/requests/answer.ts';
import {errorText} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {type CertificateFacts, readCertificate} from '../credentials/certificate.ts';
import {readPrivateKey} from '../credentials/private-key.ts';

/** A token as the central service makes it. */
export interface Token {
  readonly certificatePem: string;
  readonly keyPem: string;
  readonly facts: CertificateFacts;
  /** what the service remarked, e.g. that it is shorter than asked for; often empty */
  readonly warning: string;
}

/**
 * Ask the central service for a token.
 * @param options words of the server command `token`, e.g. `['-v', '7']`
 * @throws {ServerError} where it refuses. For a role that is not yours it sends a token for yourself with the
 *   refusal: no one asked for that one, so it is dropped
 */
export async function requestToken(
  requester: Requester,
  options: readonly string[],
  details: RequestOptions = {},
): Promise<Token> {
  const answer = await requester.request('token', options, {...details, want: 'keys'});
  const exitCode = exitCodeOf(answer);
  if (exitCode !== 0) throw refused(answer, exitCode);
  const [result = {}] = answer.results;
  const certificatePem = valueOf(result, 'tokencert');
  const keyPem = valueOf(result, 'tokenkey');
  try {
    const facts = readCertificate(certificatePem, 'the new token');
    const key = readPrivateKey(keyPem, 'the new token');
    if (!facts.x509.checkPrivateKey(key)) throw new UserError('its key belongs to another certificate');
    return {certificatePem, keyPem, facts, warning: answer.metadata.error.trim()};
  } catch (error) {
    const why = error instanceof UserError ? error.message : String(error);
    throw new ServerError(`The central service sent a token that cannot be used: ${why}`, {
      next: ['Nothing was stored. Try again; report it if it repeats.'],
    });
  }
}

function refused(answer: Answer, exitCode: number): ServerError {
  const isForOneself = answer.results.some((result) => valueOf(result, 'tokencert') !== '');
  return new ServerError(errorText(answer), {
    exitCode,
    next: isForOneself
      ? ['Nothing was stored. "alien whoami -v" lists the roles that you may take with -u.']
      : ['Nothing was stored.'],
  });
}
