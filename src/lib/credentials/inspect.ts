import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, readCertificate, utcText} from './certificate.ts';
import {isAbsent} from './credential-file.ts';
import {type PemSource, describeSource, readPem} from './pem-source.ts';

/**
 * Read a certificate to show it, valid or not.
 * @param what what it is called in messages, e.g. `token`
 * @param next what helps where there is none
 * @throws {UserError} 2 where there is none, 5 where it cannot be read
 */
export function inspectCertificate(
  source: PemSource,
  what: string,
  next: readonly string[] = [],
): {facts: CertificateFacts; origin: string; pem: string} {
  const origin = describeSource(source);
  try {
    const pem = readPem(source);
    return {facts: readCertificate(pem, origin), origin, pem};
  } catch (cause) {
    if (!isAbsent(cause)) throw cause;
    throw new UserError(`There is no ${what} at ${origin}.`, {exitCode: 2, cause, next});
  }
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
