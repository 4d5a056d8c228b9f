import {createPrivateKey} from 'node:crypto';
import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, readCertificate, utcText} from './certificate.ts';
import {
  type CredentialKind,
  type CredentialPlace,
  type Environment,
  tokenPlace,
  userPlace,
} from './places.ts';
import {describeSource, readPem} from './pem-source.ts';

/** A certificate and its key, ready for TLS. */
export interface Credentials {
  readonly kind: CredentialKind;
  readonly certificate: CertificateFacts;
  readonly certificatePem: string;
  readonly keyPem: string;
  /** where the certificate was found, for messages */
  readonly origin: string;
}

/** A certificate that ends within this time is as good as expired: a command may outlive it. */
const MARGIN_MS = 600_000;

/** Why a place gave nothing. `absent`: there is no certificate, which is nobody's fault. */
interface Rejection {
  readonly place: CredentialPlace;
  readonly problem: 'absent' | 'unreadable' | 'expired' | 'not-yet-valid' | 'mismatch';
  readonly reason: string;
}

/**
 * The credentials to log in with: a usable token, else the user certificate.
 * @throws {UserError} 126 where there are none, 127 where they are expired, 42 where key and certificate differ
 */
export function selectCredentials(env: Environment, now = new Date()): Credentials {
  const rejections: Rejection[] = [];
  for (const place of [tokenPlace(env), userPlace(env)]) {
    const found = tryPlace(place, now);
    if ('certificate' in found) return found;
    rejections.push(found);
  }
  throw noCredentials(rejections);
}

function tryPlace(place: CredentialPlace, now: Date): Credentials | Rejection {
  const origin = describeSource(place.certificate);
  const reject = (problem: Rejection['problem'], reason: string): Rejection => ({place, problem, reason});
  let certificatePem: string;
  let keyPem: string;
  try {
    certificatePem = readPem(place.certificate);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return reject('absent', `no certificate at ${origin}`);
    return reject('unreadable', `${origin} cannot be read: ${messageOf(error)}`);
  }
  let certificate: CertificateFacts;
  try {
    certificate = readCertificate(certificatePem);
  } catch {
    return reject('unreadable', `${origin} does not hold a certificate in PEM form`);
  }
  if (certificate.begins > now) {
    return reject(
      'not-yet-valid',
      `the certificate in ${origin} is valid only from ${utcText(certificate.begins)}} UTC`,
    );
  }
  if (certificate.ends.getTime() < now.getTime() + MARGIN_MS) {
    const verb = certificate.ends < now ? 'expired at' : 'expires within ten minutes, at';
    return reject('expired', `the certificate in ${origin} ${verb} ${utcText(certificate.ends)}} UTC`);
  }
  const keyOrigin = describeSource(place.key);
  try {
    keyPem = readPem(place.key);
  } catch (error) {
    return reject('unreadable', `the key of ${origin}, ${keyOrigin}, cannot be read: ${messageOf(error)}`);
  }
  if (!isEncrypted(keyPem) && !keyMatches(certificate, keyPem)) {
    return reject('mismatch', `the key ${keyOrigin} does not belong to the certificate ${origin}`);
  }
  return {kind: place.kind, certificate, certificatePem, keyPem, origin};
}

/** Whether a PEM key needs a pass phrase (PKCS#8 or the old DEK-Info form). */
export function isEncrypted(keyPem: string): boolean {
  return /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(keyPem);
}

function keyMatches(certificate: CertificateFacts, keyPem: string): boolean {
  try {
    return certificate.x509.checkPrivateKey(createPrivateKey(keyPem));
  } catch {
    return false;
  }
}

function noCredentials(rejections: readonly Rejection[]): UserError {
  const serious = rejections.find(({problem}) => problem !== 'absent');
  const details = rejections.map(({place, reason}) => `${place.kind}: ${reason}`).join('\n  ');
  if (serious === undefined) {
    return new UserError(`No certificate to log in with.\n  ${details}`, {
      exitCode: 126,
      next: [
        'On the real grid: put your certificate and key into ~/.globus as usercert.pem and userkey.pem,',
        '  or name them in X509_USER_CERT and X509_USER_KEY.',
        'Without a certificate: start a grid of your own with "alien sandbox start", then eval "$(alien sandbox env)".',
      ],
    });
  }
  if (serious.problem === 'expired') {
    const next =
      serious.place.kind === 'token'
        ? ['Get a new token, or remove the old one.']
        : ['Ask your certificate authority for a new certificate.'];
    return new UserError(`The certificate is expired.\n  ${details}`, {exitCode: 127, next});
  }
  return new UserError(`No usable certificate.\n  ${details}`, {
    exitCode: serious.problem === 'mismatch' ? 42 : 126,
    next: ['Mend or remove the file named above.'],
  });
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
