import {openArchive} from './archive.ts';
import type {ArchivePlace} from './places.ts';
import {type AskPassphrase, isEncrypted, unlockPrivateKey} from './private-key.ts';
import {tlsProblem} from './tls-fitness.ts';
import {noCredentials, timeProblem} from './rejection.ts';
import {type Credentials, mismatch} from './select.ts';

/**
 * Make what was selected ready for TLS: ask for the pass phrase of an encrypted key or a PKCS#12 file. The key
 * without encryption stays in memory.
 * @throws {UserError} 126 for a wrong pass phrase or no one to ask, 42 where key and certificate differ,
 *   127 where the certificate in a PKCS#12 file is expired
 */
export async function unlock(
  selected: Credentials | ArchivePlace,
  ask: AskPassphrase | undefined,
): Promise<Credentials> {
  if ('archive' in selected) return fromArchive(selected.archive, ask);
  const {kind, certificate, keyPem, origin, keyOrigin} = selected;
  if (!isEncrypted(keyPem)) return selected;
  const key = await unlockPrivateKey(keyPem, keyOrigin, ask);
  if (!certificate.x509.checkPrivateKey(key)) throw noCredentials([mismatch(kind, keyOrigin, origin)]);
  return {...selected, keyPem: key.export({type: 'pkcs8', format: 'pem'}) as string};
}

async function fromArchive(path: string, ask: AskPassphrase | undefined): Promise<Credentials> {
  const {certificate, certificatePem, key} = await openArchive(path, ask);
  const unusable =
    timeProblem('user', certificate, path, new Date()) ??
    tlsProblem('user', certificate, certificatePem, path);
  if (unusable) throw noCredentials([unusable]);
  const keyPem = key.export({type: 'pkcs8', format: 'pem'}) as string;
  return {kind: 'user', certificate, certificatePem, keyPem, origin: path, keyOrigin: path};
}
