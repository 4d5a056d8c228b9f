import {UserError} from '../errors/errors.ts';
import type {ArchivePlace} from './places.ts';
import {type AskPassphrase, isEncrypted, unlockPrivateKey, withPassphrase} from './private-key.ts';
import {noCredentials, timeProblem} from './rejection.ts';
import {type Credentials, mismatch} from './select.ts';

/**
 * Make what was selected ready for TLS: ask for the pass phrase of an encrypted key or a PKCS#12 file. The key
 * without encryption stays in memory.
 * @throws {UserError} 126 for a wrong pass phrase or nobody to ask, 42 where key and certificate differ,
 *   127 where the certificate in a PKCS#12 file is expired
 */
export async function unlock(
  selected: Credentials | ArchivePlace,
  ask: AskPassphrase | undefined,
): Promise<Credentials> {
  if ('archive' in selected) return openArchive(selected.archive, ask);
  const {kind, certificate, keyPem, origin, keyOrigin} = selected;
  if (!isEncrypted(keyPem)) return selected;
  const key = await unlockPrivateKey(keyPem, keyOrigin, ask);
  if (!certificate.x509.checkPrivateKey(key)) throw noCredentials([mismatch(kind, keyOrigin, origin)]);
  return {...selected, keyPem: key.export({type: 'pkcs8', format: 'pem'}) as string};
}

/**
 * Read a user certificate and its key out of a PKCS#12 file.
 * @throws {UserError} 2 no such file, 5 no PKCS#12, 126 for a wrong pass phrase or nobody to ask, 127 expired
 */
async function openArchive(path: string, ask: AskPassphrase | undefined): Promise<Credentials> {
  if (ask === undefined) {
    throw new UserError(`The archive ${path} needs a pass phrase.`, {exitCode: 126});
  }
  const {readArchive} = await import('./pkcs12.ts');
  const {certificate, certificatePem, key} = await withPassphrase(path, ask, (passphrase) =>
    readArchive(path, passphrase),
  );
  const untimely = timeProblem('user', certificate, path, new Date());
  if (untimely) throw noCredentials([untimely]);
  const keyPem = key.export({type: 'pkcs8', format: 'pem'}) as string;
  return {kind: 'user', certificate, certificatePem, keyPem, origin: path, keyOrigin: path};
}
