import {tmpdir} from 'node:os';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {homeOf} from '../files/home.ts';
import type {Environment} from '../settings/environment.ts';
import {type PemSource, pemSource} from './pem-source.ts';

/** A token certificate lives for days and needs no pass phrase; a user certificate is the person's own. */
export type CredentialKind = 'token' | 'user';

/** A place where a certificate and its key may be. */
export interface CredentialPlace {
  readonly kind: CredentialKind;
  readonly certificate: PemSource;
  readonly key: PemSource;
}

/** A place where both may be in one PKCS#12 file. */
export interface ArchivePlace {
  readonly kind: 'user';
  readonly archive: string;
}

/**
 * Where a token may be, in order: what JALIEN_TOKEN_CERT and JALIEN_TOKEN_KEY name, and nothing else; without them
 * ALIEN_CREDENTIALS_DIR, then the files in the directory for temporary files that ROOT, O2 and jsh share.
 */
export function tokenPlaces(env: Environment): CredentialPlace[] {
  const defaults = tokenFiles(env['TMPDIR'] || env['TEMP'] || env['TMP'] || tmpdir());
  const shared = env['ALIEN_CREDENTIALS_DIR'];
  if (isTokenNamed(env)) {
    return [
      {
        kind: 'token',
        certificate: pemSource(env['JALIEN_TOKEN_CERT'] || defaults.certificate, 'JALIEN_TOKEN_CERT'),
        key: pemSource(env['JALIEN_TOKEN_KEY'] || defaults.key, 'JALIEN_TOKEN_KEY'),
      },
    ];
  }
  return [...(shared ? [tokenFiles(shared)] : []), defaults].map(({certificate, key}) => ({
    kind: 'token',
    certificate: {path: certificate},
    key: {path: key},
  }));
}

/** Whether variables name the token: then it is someone else's affair where it comes from. */
export function isTokenNamed(env: Environment): boolean {
  return Boolean(env['JALIEN_TOKEN_CERT'] || env['JALIEN_TOKEN_KEY']);
}

/** The token that counts: the first one that is there, else the place where one would be put. */
export function tokenPlace(env: Environment): CredentialPlace {
  return firstPresent(tokenPlaces(env));
}

/**
 * Where a user certificate may be as two PEM files, in order: what X509_USER_CERT and X509_USER_KEY name, and nothing
 * else; without them ALIEN_CREDENTIALS_DIR, then ~/.globus.
 */
export function userPlaces(env: Environment): CredentialPlace[] {
  const globus = globusDirectory(env);
  const shared = env['ALIEN_CREDENTIALS_DIR'];
  if (env['X509_USER_CERT'] || env['X509_USER_KEY']) {
    const files = userFiles(globus);
    return [
      {
        kind: 'user',
        certificate: pemSource(env['X509_USER_CERT'] || files.certificate, 'X509_USER_CERT'),
        key: pemSource(env['X509_USER_KEY'] || files.key, 'X509_USER_KEY'),
      },
    ];
  }
  return [...(shared ? [shared] : []), globus].map(userFiles).map(({certificate, key}) => ({
    kind: 'user',
    certificate: {path: certificate},
    key: {path: key},
  }));
}

/** The user certificate that counts: the first one that is there, else the place where one would be put. */
export function userPlace(env: Environment): CredentialPlace {
  return firstPresent(userPlaces(env));
}

/**
 * PKCS#12 files with a user certificate: X509_USER_P12, else those in ~/.globus. They count only where no user
 * certificate is there as PEM, since each use asks for the pass phrase.
 */
export function archivePlaces(env: Environment): ArchivePlace[] {
  const named = env['X509_USER_P12'];
  if (named) return [{kind: 'user', archive: named}];
  if (env['X509_USER_CERT'] || env['X509_USER_KEY']) return [];
  const globus = globusDirectory(env);
  return namesIn(globus)
    .filter((name) => /\.(?:p12|pfx)$/i.test(name))
    .map((name) => ({kind: 'user', archive: join(globus, name)}));
}

/** Whether there is anything to log in with, usable or not: named by variables, or on the disk. */
export function isAnythingThere(env: Environment): boolean {
  if (['JALIEN_TOKEN_CERT', 'JALIEN_TOKEN_KEY', 'X509_USER_CERT', 'X509_USER_KEY'].some((name) => env[name]))
    return true;
  const isThere = ({certificate}: CredentialPlace): boolean =>
    !('path' in certificate) || existsSync(certificate.path);
  return [...tokenPlaces(env), ...userPlaces(env)].some(isThere) || archivePlaces(env).length > 0;
}

/** `~/.globus`, where certificates of users are. */
export function globusDirectory(env: Environment): string {
  return join(homeOf(env), '.globus');
}

/** Where a user certificate is put: two PEM files in a directory. */
export function userFiles(directory: string): {certificate: string; key: string} {
  return {certificate: join(directory, 'usercert.pem'), key: join(directory, 'userkey.pem')};
}

function tokenFiles(directory: string): {certificate: string; key: string} {
  const uid = process.getuid?.() ?? 0;
  return {
    certificate: join(directory, `tokencert_${uid}.pem`),
    key: join(directory, `tokenkey_${uid}.pem`),
  };
}

function firstPresent(places: readonly CredentialPlace[]): CredentialPlace {
  const present = places.find(({certificate}) => !('path' in certificate) || existsSync(certificate.path));
  const found = present ?? places[0];
  if (found === undefined) throw new RangeError('there is always a place');
  return found;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return []; // no such directory: nothing in it
  }
}
