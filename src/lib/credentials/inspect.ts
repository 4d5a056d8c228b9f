import {openArchive} from './archive.ts';
import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, readCertificate, utcText} from './certificate.ts';
import {isAbsent} from './credential-file.ts';
import {type PemSource, describeSource, readPem} from './pem-source.ts';
import {archivePlaces, userPlace} from './places.ts';
import type {Environment} from '../settings/environment.ts';
import type {AskPassphrase} from './private-key.ts';
import {shellWord} from '../words/shell-word.ts';

/**
 * Read a certificate to show it, valid or not.
 * @param what what it is called in messages, e.g. `token`
 * @param next what helps where there is none
 * @throws {UserError} 2 where there is none, 5 where it cannot be read
 */
export function inspectCertificate(
  source: PemSource,
  what: string,
  next: readonly string[] = what === 'token' ? ['Get one: alien token-init'] : [],
): {facts: CertificateFacts; origin: string; pem: string} {
  const origin = describeSource(source);
  try {
    const pem = readPem(source);
    return {facts: readCertificate(pem, origin), origin, pem};
  } catch (cause) {
    if (!isAbsent(cause)) throw cause;
    throw new UserError(`There is no ${what} at ${origin}.`, {code: 'NO_SUCH_FILE', cause, next});
  }
}

/**
 * Read the user certificate to show it, valid or not; from a PKCS#12 file only where it is named.
 * @throws {UserError} 2 where there is none, 5 where it cannot be read, 126 without the pass phrase of `archive`
 */
export async function inspectUserCertificate(
  env: Environment,
  archive: string | undefined,
  ask: AskPassphrase,
): Promise<{facts: CertificateFacts; origin: string; pem: string}> {
  if (archive !== undefined) {
    const {certificate, certificatePem} = await openArchive(archive, ask);
    return {facts: certificate, origin: archive, pem: certificatePem};
  }
  const next = archivePlaces(env).flatMap(({archive: path}) => [
    `Look into ${shellWord(path)}: alien cert-info --p12 ${shellWord(path)}`,
    `Make PEM files of it: alien cert import ${shellWord(path)}`,
  ]);
  return inspectCertificate(userPlace(env).certificate, 'user certificate', next);
}

/** The four lines that scripts read: `KEY >>> value`, times in UTC. */
export function certificateLines({subject, issuer, begins, ends}: CertificateFacts): string[] {
  return [
    `DN >>> ${subject}`,
    `ISSUER >>> ${issuer}`,
    `BEGIN >>> ${utcText(begins)}`,
    `EXPIRE >>> ${utcText(ends)}`,
  ];
}
