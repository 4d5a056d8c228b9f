import {rmSync, statSync} from 'node:fs';
import {ServerError, UserError} from '../errors/errors.ts';
import {type Answer, exitCodeOf, valueOf} from '../session/answer.ts';
import {errorText} from '../session/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requester.ts';
import {type CertificateFacts, readCertificate} from './certificate.ts';
import {describeSource} from './pem-source.ts';
import {type CredentialPlace, type Environment, tokenPlaces, userPlaces} from './places.ts';
import {readPrivateKey} from './private-key.ts';
import {checkTarget, storeFile} from './store-file.ts';

/** A token as the central service makes it. */
export interface Token {
  readonly certificatePem: string;
  readonly keyPem: string;
  readonly facts: CertificateFacts;
  /** what the service remarked, e.g. that it is shorter than asked for; often empty */
  readonly warning: string;
}

/** Where a token is kept. */
export interface TokenFiles {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Ask the central service for a token.
 * @param options words of the server command `token`, e.g. `['-v', '7']`
 * @throws {ServerError} where it refuses. For a role that is not yours it sends a token for yourself with the
 *   refusal: nobody asked for that one, so it is dropped
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
    checkIsNoUserFile(file, env);
    checkTarget(file);
  }
  return files;
}

/** Store a token, readable for nobody else. @throws {UserError} as `storeFile` */
export function storeToken({certificate, key}: TokenFiles, token: Token): void {
  storeFile(key, token.keyPem, {mode: 0o400});
  storeFile(certificate, token.certificatePem, {mode: 0o400});
}

/**
 * Remove every token that would be found, expired ones too.
 * @returns the files that were removed
 * @throws {UserError} where a token is in a variable, or names a user certificate; 13 where a file stays
 */
export function destroyTokens(env: Environment): string[] {
  const sources = tokenPlaces(env).flatMap(({certificate, key}) => [certificate, key]);
  const removed: string[] = [];
  for (const source of sources) {
    if (!('path' in source)) {
      const message = `${source.variable} holds a token itself; only you can take it out of the environment.`;
      throw new UserError(message, {next: ['unset JALIEN_TOKEN_CERT JALIEN_TOKEN_KEY']});
    }
    checkIsNoUserFile(source.path, env);
    if (removeFile(source.path)) removed.push(source.path);
  }
  return removed;
}

/** A link is removed and not followed. */
function removeFile(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw new UserError(`${path} cannot be removed: ${code}.`, {exitCode: 13, cause});
  }
}

/** JALIEN_TOKEN_CERT may name a user certificate, to log in with: it is not ours to write over or remove. */
function checkIsNoUserFile(path: string, env: Environment): void {
  const stats = statSync(path, {throwIfNoEntry: false});
  if (!stats) return;
  const sources = userPlaces(env).flatMap(({certificate, key}) => [certificate, key]);
  for (const source of sources) {
    if (!('path' in source)) continue;
    const other = statSync(source.path, {throwIfNoEntry: false});
    if (other?.ino !== stats.ino || other.dev !== stats.dev) continue;
    throw new UserError(`${path} is your user certificate or its key, not a token: it is left alone.`, {
      next: ['unset JALIEN_TOKEN_CERT JALIEN_TOKEN_KEY'],
    });
  }
}
