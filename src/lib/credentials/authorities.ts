import {X509Certificate} from 'node:crypto';
import {readFileSync, readdirSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {UserError} from '../errors/errors.ts';
import type {Environment} from './places.ts';

/** The certificates that servers are verified against. */
export interface Authorities {
  /** PEM texts */
  readonly certificates: readonly string[];
  /** the directory or file they came from, for messages */
  readonly origin: string;
}

const SYSTEM_PLACES = [
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
    const certificates = certificatesAt(place);
    if (certificates.length > 0) return {certificates, origin: place};
  }
  throw new UserError(
    `No certificate authorities to verify the server with.\n  Looked in: ${places.join(', ')}`,
    {
      exitCode: 126,
      next: ['Set X509_CERT_DIR to the directory with the grid CA certificates (*.pem).'],
    },
  );
}

/** Where the authorities may be, in order. A place that a variable names hides those behind it. */
export function authorityPlaces(env: Environment): string[] {
  const local = env['ALIENPY_USE_LOCAL_CAS'];
  if (local) {
    const own = join(env['HOME'] ?? homedir(), '.globus', 'certificates');
    return [isDirectory(local) ? local : own];
  }
  const named = [env['X509_CERT_DIR'], env['X509_CERT_FILE']].filter(
    (place) => place !== undefined && place !== '',
  );
  return named.length > 0 ? (named as string[]) : SYSTEM_PLACES;
}

/** Whether one of the authorities issued a certificate; undefined where that cannot be told. */
export function issuedByOneOf(authorities: Authorities, certificate: X509Certificate): boolean | undefined {
  try {
    return authorities.certificates.some((pem) => certificate.checkIssued(new X509Certificate(pem)));
  } catch {
    return undefined;
  }
}

function certificatesAt(place: string): string[] {
  if (!isDirectory(place)) return readCertificates(place);
  return readdirSync(place)
    .filter((name) => name.endsWith('.pem'))
    .flatMap((name) => readCertificates(join(place, name)));
}

function readCertificates(path: string): string[] {
  try {
    const pem = readFileSync(path, 'utf8');
    return pem.includes('-----BEGIN CERTIFICATE-----') ? [pem] : [];
  } catch {
    return []; // a dangling link among hundreds of authorities must not stop anybody
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;
}
