import {X509Certificate} from 'node:crypto';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {UserError} from '../errors/errors.ts';
import {plainArmour} from '../credentials/armour.ts';
import {readCredentialFile} from '../credentials/credential-file.ts';
import {look} from '../credentials/safe-directory.ts';
import {globusDirectory} from '../credentials/places.ts';
import type {Environment} from '../settings/environment.ts';

/** The certificates that servers are verified against. */
export interface Authorities {
  /** PEM texts */
  readonly certificates: readonly string[];
  /** the directory or file they came from, for messages */
  readonly origin: string;
  /** the names of their files, one for each certificate; only where `origin` is a directory */
  readonly names?: readonly string[];
}

interface AuthorityFile {
  readonly name: string;
  readonly pem: string;
}

/** How OpenSSL calls the certificates of a directory: by the hash of the authority's name. */
const HASH_NAME = /^[0-9a-f]{8}\.\d+$/;

/** Where the authorities are that all users of a machine share. */
export const SYSTEM_PLACES: readonly string[] = [
  '/cvmfs/alice.cern.ch/etc/grid-security/certificates',
  '/Users/Shared/cvmfs/alice.cern.ch/etc/grid-security/certificates',
  '/etc/grid-security/certificates',
];

/**
 * Load the certificate authorities of the grid from the first place that has any.
 * @throws {UserError} 126 where there is none
 */
export function loadAuthorities(env: Environment): Authorities {
  const places = authorityPlaces(env);
  for (const place of places) {
    const found = authoritiesAt(place);
    if (found.certificates.length > 0) return found;
  }
  throw new UserError(
    `No certificate authorities to verify the server with.\n  Looked in: ${places.join(', ')}`,
    {
      code: 'NO_CREDENTIALS',
      next: [
        'Set X509_CERT_DIR to the directory with the grid CA certificates (*.pem),',
        '  or get a copy of your own: alien getCAcerts',
      ],
    },
  );
}

/** Where the authorities may be, in order. A place that a variable names hides those behind it. */
export function authorityPlaces(env: Environment): string[] {
  const local = env['ALIENPY_USE_LOCAL_CAS'];
  const own = join(globusDirectory(env), 'certificates');
  if (local) return [isDirectory(local) ? local : own];
  const named = [env['X509_CERT_DIR'], env['X509_CERT_FILE']].filter(
    (place) => place !== undefined && place !== '',
  );
  return named.length > 0 ? (named as string[]) : [...SYSTEM_PLACES, own];
}

/** Whether one of the authorities issued a certificate; undefined where that cannot be told. */
export function issuedByOneOf(authorities: Authorities, certificate: X509Certificate): boolean | undefined {
  try {
    return authorities.certificates.some((pem) => certificate.checkIssued(new X509Certificate(pem)));
  } catch {
    return undefined;
  }
}

/**
 * Load certain authorities of a directory.
 * @returns undefined where one of them is not there any more
 */
export function loadNamedAuthorities(directory: string, names: readonly string[]): Authorities | undefined {
  const files = readFiles(directory, names);
  return files.length === names.length && files.length > 0 ? fromFiles(directory, files) : undefined;
}

function authoritiesAt(place: string): Authorities {
  if (!isDirectory(place)) return {certificates: readCertificates(place), origin: place};
  const names = readdirSync(place);
  const pems = names.filter((name) => name.endsWith('.pem'));
  // Where both are there, the one is a link to the other.
  const certificates = readFiles(place, pems);
  if (certificates.length > 0) return fromFiles(place, certificates);
  return fromFiles(
    place,
    readFiles(
      place,
      names.filter((name) => HASH_NAME.test(name)),
    ),
  );
}

function readFiles(directory: string, names: readonly string[]): AuthorityFile[] {
  return names.flatMap((name) => readCertificates(join(directory, name)).map((pem) => ({name, pem})));
}

/** An authority that is there under several names counts once. */
function fromFiles(origin: string, files: readonly AuthorityFile[]): Authorities {
  const byText = new Map(files.map(({name, pem}) => [pem, name]));
  return {certificates: [...byText.keys()], names: [...byText.values()], origin};
}

function readCertificates(path: string): string[] {
  try {
    const pem = plainArmour(readCredentialFile(path).bytes).toString('latin1');
    return pem.includes('-----BEGIN CERTIFICATE-----') ? [pem] : [];
  } catch {
    return []; // a dangling link among hundreds of authorities must not stop anyone
  }
}

function isDirectory(path: string): boolean {
  return look(statSync, path)?.isDirectory() ?? false;
}
