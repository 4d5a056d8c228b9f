import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, readCertificate} from './certificate.ts';
import {isAbsent} from './credential-file.ts';
import {describeSource, readSource} from './pem-source.ts';
import {
  type ArchivePlace,
  type CredentialKind,
  type CredentialPlace,
  archivePlaces,
  isTokenNamed,
  tokenPlaces,
  userPlaces,
} from './places.ts';
import type {Environment} from '../settings/environment.ts';
import {isEncrypted, readPrivateKey} from './private-key.ts';
import {tlsProblem} from './tls-fitness.ts';
import {type Rejection, exposureProblem, noCredentials, timeProblem} from './rejection.ts';

/** A certificate and its key, ready for TLS once the key is not encrypted (see `unlock`). */
export interface Credentials {
  readonly kind: CredentialKind;
  readonly certificate: CertificateFacts;
  readonly certificatePem: string;
  readonly keyPem: string;
  /** where the certificate was found, for messages */
  readonly origin: string;
  readonly keyOrigin: string;
}

export interface SelectOptions {
  /** `user` leaves tokens aside. Default: any */
  readonly only?: 'any' | 'user';
  readonly now?: Date;
}

/** A token that is being replaced is looked at again, this often and after so many ms. */
const REPLACEMENT_LOOKS = 20;
const REPLACEMENT_PAUSE_MS = 5;

/**
 * What to log in with: a usable token, else the user certificate, else a PKCS#12 file with one, whose content
 * no one knows before its pass phrase is given.
 * @throws {UserError} 126 where there is nothing, 127 where it is expired, 42 where key and certificate differ
 */
export function selectCredentials(env: Environment, options: SelectOptions = {}): Credentials | ArchivePlace {
  const now = options.now ?? new Date();
  const rejections: Rejection[] = [];
  const tokens = options.only === 'user' ? [] : tokenPlaces(env);
  for (const place of [...tokens, ...userPlaces(env)]) {
    const isShared = place.kind === 'token' && !isTokenNamed(env);
    const found = isShared ? trySharedPlace(place, now) : tryPlace(place, now);
    if ('certificate' in found) return found;
    rejections.push(found);
  }
  const archives = archivePlaces(env);
  const [archive] = archives;
  const hasUserCertificate = rejections.some(({kind, problem}) => kind === 'user' && problem !== 'absent');
  if (archive === undefined || hasUserCertificate) throw noCredentials(rejections);
  if (archives.length === 1) return archive;
  const names = archives.map((each) => each.archive);
  const reason = `there are several archives: ${names.join(', ')}`;
  const next = ['Import the right one: alien cert import FILE', 'or name it in X509_USER_P12.'];
  throw noCredentials([...rejections, {kind: 'user', problem: 'unreadable', reason, next}]);
}

/** Certificate and key are replaced one after the other: for a moment they do not fit. */
function trySharedPlace(place: CredentialPlace, now: Date): Credentials | Rejection {
  let found = tryPlace(place, now);
  for (let look = 0; look < REPLACEMENT_LOOKS; look++) {
    if ('certificate' in found || found.problem !== 'mismatch') break;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, REPLACEMENT_PAUSE_MS);
    found = tryPlace(place, now);
  }
  if (!('certificate' in found)) return found;
  return foreignFile(place) ?? found;
}

/** Anyone may put files under the known names into a shared directory: only our own and root's are taken. */
function foreignFile({kind, certificate, key}: CredentialPlace): Rejection | undefined {
  for (const source of [certificate, key]) {
    const {owner = 0} = readSource(source);
    if (owner === 0 || owner === process.getuid?.()) continue;
    return {
      kind,
      problem: 'unreadable',
      reason: `${describeSource(source)} belongs to another user (user id ${owner})`,
      next: ['Put your token elsewhere: set TMPDIR or ALIEN_CREDENTIALS_DIR to a directory of your own.'],
    };
  }
  return undefined;
}

function tryPlace(place: CredentialPlace, now: Date): Credentials | Rejection {
  const {kind} = place;
  const origin = describeSource(place.certificate);
  const keyOrigin = describeSource(place.key);
  const unreadable = (error: unknown): Rejection => {
    if (!(error instanceof UserError)) throw error;
    return {kind, problem: 'unreadable', reason: withoutStop(error.message), next: error.next};
  };
  let certificatePem: string;
  let certificate: CertificateFacts;
  try {
    certificatePem = readSource(place.certificate).bytes.toString('latin1');
    certificate = readCertificate(certificatePem, origin);
  } catch (error) {
    const reason = `no certificate at ${origin}`;
    return isAbsent(error) ? {kind, problem: 'absent', reason, next: []} : unreadable(error);
  }
  const unusable =
    timeProblem(kind, certificate, origin, now) ?? tlsProblem(kind, certificate, certificatePem, origin);
  if (unusable) return unusable;
  try {
    const {bytes, mode = 0, owner = 0} = readSource(place.key);
    const exposed = exposureProblem(kind, keyOrigin, {mode, owner});
    if (exposed) return exposed;
    const keyPem = bytes.toString('latin1');
    const fits = isEncrypted(keyPem) || certificate.x509.checkPrivateKey(readPrivateKey(keyPem, keyOrigin));
    if (!fits) return mismatch(kind, keyOrigin, origin);
    return {kind, certificate, certificatePem, keyPem, origin, keyOrigin};
  } catch (error) {
    const {reason, ...rest} = unreadable(error);
    return {...rest, reason: `${reason} (the key for ${origin})`};
  }
}

/** What is said of a key that belongs to another certificate. */
export function mismatch(kind: CredentialKind, keyOrigin: string, origin: string): Rejection {
  const next =
    kind === 'token'
      ? ['Get a new token: alien token-init']
      : ['Name the key that belongs to it in X509_USER_KEY, and look with: alien certkey-match'];
  return {
    kind,
    problem: 'mismatch',
    reason: `the key ${keyOrigin} does not belong to the certificate ${origin}`,
    next,
  };
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
