import {describeSource, readSource} from './pem-source.ts';
import {inspectCertificate} from './inspect.ts';
import type {CredentialPlace} from './places.ts';
import {type AskPassphrase, unlockPrivateKey} from './private-key.ts';
import {exposureProblem} from './rejection.ts';

/** Whether certificate and key of a place belong together. */
export interface Match {
  readonly matches: boolean;
  readonly certificate: string;
  readonly key: string;
  /** said beside it: the key is open to others */
  readonly warning: string | undefined;
}

/**
 * Compare the certificate and the key of a place, valid or not.
 * @throws {UserError} 2 where one of them is not there, 5 where it cannot be read, 126 without the pass phrase
 */
export async function matchKey(
  place: CredentialPlace,
  what: string,
  ask: AskPassphrase | undefined,
): Promise<Match> {
  const {facts, origin} = inspectCertificate(place.certificate, what);
  const keyOrigin = describeSource(place.key);
  const {bytes, mode = 0, owner = 0} = readSource(place.key);
  const key = await unlockPrivateKey(bytes.toString('latin1'), keyOrigin, ask);
  return {
    matches: facts.x509.checkPrivateKey(key),
    certificate: origin,
    key: keyOrigin,
    warning: exposureProblem(place.kind, keyOrigin, {mode, owner})?.reason,
  };
}
