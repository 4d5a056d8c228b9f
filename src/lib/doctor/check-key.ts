import {readCertificate} from '../credentials/certificate.ts';
import {describeSource, readPem, readSource} from '../credentials/pem-source.ts';
import {type CredentialPlace, userPlace} from '../credentials/places.ts';
import type {Environment} from '../settings/environment.ts';
import {isEncrypted, readPrivateKey} from '../credentials/private-key.ts';
import {exposureProblem} from '../credentials/rejection.ts';
import {mismatch} from '../credentials/select.ts';
import {UserError} from '../errors/errors.ts';
import {type Check, type Finding, ok} from './check.ts';
import {problem} from './check-certificate.ts';

/** The key of the user certificate: no one else can read it, and it belongs to the certificate. */
export const checkKey: Check = {
  name: 'key',
  needs: ['certificate'],
  run: ({env}) => lookAtKey(env, userPlace(env)),
};

/** Look at the key of a certificate that can be read. */
export function lookAtKey(env: Environment, {kind, certificate, key}: CredentialPlace): Finding {
  const origin = describeSource(key);
  try {
    const {bytes, mode, owner} = readSource(key);
    const exposed = mode !== undefined && owner !== undefined && exposureProblem(kind, origin, {mode, owner});
    if (exposed) return problem(env, exposed.reason, exposed.next);
    const pem = bytes.toString('latin1');
    const access = mode === undefined ? '' : `, mode ${mode.toString(8).padStart(4, '0')}`;
    if (isEncrypted(pem)) return ok(`${origin}${access}, behind a pass phrase`);
    const {x509} = readCertificate(readPem(certificate), describeSource(certificate));
    if (x509.checkPrivateKey(readPrivateKey(pem, origin))) {
      return ok(`${origin}${access}, belongs to the certificate`);
    }
    const {reason, next} = mismatch(kind, origin, describeSource(certificate));
    return problem(env, reason, next);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return problem(env, error.message, error.next);
  }
}
