import {rmSync, statSync} from 'node:fs';
import {UserError} from '../errors/errors.ts';
import {type Lock, awaitLock, takeLock} from './lock-file.ts';
import {isAbsent} from '../credentials/credential-file.ts';
import {describeSource, readPem} from '../credentials/pem-source.ts';
import {type CredentialPlace, isTokenNamed, tokenPlaces, userPlaces} from '../credentials/places.ts';
import type {Environment} from '../settings/environment.ts';
import {shellWord} from '../words/shell-word.ts';
import {checkTarget, storeFile} from '../credentials/store-file.ts';
import type {Token} from './token.ts';

/** Where a token is kept. */
export interface TokenFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A lock that is older belongs to no one: logging in and one request take seconds. */
const STALE_LOCK_MS = 120_000;

/** How long to wait for another process that renews the token, before saying so. */
const PATIENCE_MS = 30_000;

/**
 * The files that a token is stored in: those that JALIEN_TOKEN_CERT and JALIEN_TOKEN_KEY name, else in
 * ALIEN_CREDENTIALS_DIR, else in the directory for temporary files.
 * @throws {UserError} where a variable holds the token itself, or names a user certificate; 13 where the
 *   directory or the file there is not ours
 */
export function tokenFiles(env: Environment): TokenFiles {
  const [place] = tokenPlaces(env);
  const {certificate, key} = place as CredentialPlace;
  for (const source of [certificate, key]) {
    if ('path' in source) continue;
    throw new UserError(`${source.variable} holds a token itself, so a new one cannot be put in its place.`, {
      next: [`unset JALIEN_TOKEN_CERT JALIEN_TOKEN_KEY`],
    });
  }
  const files = {certificate: describeSource(certificate), key: describeSource(key)};
  for (const file of [files.key, files.certificate]) {
    checkTarget(file);
    checkIsToken(file, env);
  }
  return files;
}

/**
 * Store a token, readable for no one else; one process at a time, or the certificate of one would meet the key of
 * another.
 * @throws {UserError} as `storeFile`; 16 where another process does not come to an end with it
 */
export async function storeToken(files: TokenFiles, token: Token): Promise<void> {
  const lock = await awaitLock(lockOf(files), STALE_LOCK_MS, PATIENCE_MS);
  try {
    writeToken(files, token);
  } finally {
    lock.release();
  }
}

/** The lock for the files of a token, if it is free. @throws {UserError} 13 where its file is a link or not ours */
export function tokenLock(files: TokenFiles): Lock | undefined {
  return takeLock(lockOf(files), STALE_LOCK_MS);
}

function lockOf({certificate}: TokenFiles): string {
  return `${certificate}.lock`;
}

/** As `storeToken`, for the one who has the lock. */
export function writeToken({certificate, key}: TokenFiles, token: Token): void {
  storeFile(key, token.keyPem, {mode: 0o400});
  storeFile(certificate, token.certificatePem, {mode: 0o400});
}

/**
 * Remove every token that would be found, expired ones too.
 * @returns the files that were removed
 * @throws {UserError} 22 where a token is in a variable, or a variable names something else than a token: then nothing
 *   is removed; 13 where a file stays
 */
export function destroyTokens(env: Environment): string[] {
  const sources = tokenPlaces(env).flatMap(({certificate, key}) => [certificate, key]);
  const paths = sources.map((source) => {
    if (!('path' in source)) {
      const message = `${source.variable} holds a token itself; only you can take it out of the environment.`;
      throw new UserError(message, {next: ['unset JALIEN_TOKEN_CERT JALIEN_TOKEN_KEY']});
    }
    checkIsToken(source.path, env);
    return source.path;
  });
  return paths.filter(removeFile);
}

/** A link is removed and not followed. */
function removeFile(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw new UserError(`${path} cannot be removed: ${code}.`, {code: 'PERMISSION_DENIED', cause});
  }
}

/** The variables may name a user certificate, to log in with, or by mistake any file: those are not ours to touch. */
function checkIsToken(path: string, env: Environment): void {
  let content: string;
  try {
    content = readPem({path});
  } catch (error) {
    if (isAbsent(error)) return;
    throw error;
  }
  const next = ['unset JALIEN_TOKEN_CERT JALIEN_TOKEN_KEY'];
  if (isUserFile(path, env)) {
    const message = `${path} is your user certificate or its key, not a token: it is left alone.`;
    throw new UserError(message, {next});
  }
  if (content === '' || content.includes('-----BEGIN ')) return;
  throw new UserError(`${path} holds no part of a token: it is left alone.`, {
    next: isTokenNamed(env) ? next : [`Look what it is; if it is of no use: rm ${shellWord(path)}`],
  });
}

function isUserFile(path: string, env: Environment): boolean {
  const stats = statSync(path, {throwIfNoEntry: false});
  const sources = userPlaces(env).flatMap(({certificate, key}) => [certificate, key]);
  return sources.some((source) => {
    const other = 'path' in source ? statSync(source.path, {throwIfNoEntry: false}) : undefined;
    return other !== undefined && other.ino === stats?.ino && other.dev === stats.dev;
  });
}
