import {lstatSync} from 'node:fs';
import {UserError} from '../errors/errors.ts';
import {globusDirectory, userFiles} from './places.ts';
import type {Environment} from '../settings/environment.ts';
import type {ArchiveContent} from './pkcs12.ts';
import {makePrivateDirectory} from './safe-directory.ts';
import {checkTarget, storeFile} from './store-file.ts';

/** Where a user certificate is put, and whether something is replaced there. */
export interface ImportTarget {
  readonly certificate: string;
  readonly key: string;
  readonly replaces: boolean;
}

/**
 * Find out where the user certificate goes: into `~/.globus`, which is made where it is not there.
 * @param force replace what is there; it is kept as `.old`
 * @throws {UserError} 17 where something is there and `force` is not given; 13 where it is not ours
 */
export function importTarget(env: Environment, force: boolean): ImportTarget {
  const directory = globusDirectory(env);
  makePrivateDirectory(directory);
  const {certificate, key} = userFiles(directory);
  const present = [certificate, key].filter((file) => lstatSync(file, {throwIfNoEntry: false}) !== undefined);
  if (present.length > 0 && !force) {
    throw new UserError(`There is a user certificate already: ${present.join(', ')}`, {
      code: 'EXISTS',
      next: ['With -f it is replaced, and kept as .old.'],
    });
  }
  for (const file of [certificate, key]) checkTarget(file);
  return {certificate, key, replaces: present.length > 0};
}

/**
 * Write certificate and key as PEM files, the key for no one else to read.
 * @param passphrase protects the key; without one it is not encrypted
 * @throws {UserError} 5, 13 where a file cannot be written
 */
export function importContent(
  {certificate, key}: ImportTarget,
  content: ArchiveContent,
  passphrase: string | undefined,
): void {
  const encryption = passphrase === undefined ? {} : {cipher: 'aes-256-cbc', passphrase};
  const keyPem = content.key.export({type: 'pkcs8', format: 'pem', ...encryption}) as string;
  storeFile(key, keyPem, {mode: 0o400, keepOld: true});
  storeFile(certificate, content.certificatePem, {mode: 0o644, keepOld: true});
}

/** The variables that lead to another certificate than the imported one. */
export function hidingVariables(env: Environment, {certificate, key}: ImportTarget): string[] {
  const expected = {X509_USER_CERT: certificate, X509_USER_KEY: key};
  return Object.entries(expected).flatMap(([name, path]) => (env[name] && env[name] !== path ? [name] : []));
}
