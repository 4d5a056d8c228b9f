import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, readCertificate, utcText} from './certificate.ts';
import {type PemSource, describeSource, readPem} from './pem-source.ts';

/**
 * Read a certificate to show it, valid or not.
 * @param what what it is called in messages, e.g. `token`
 * @throws {UserError} 2 where there is none, 5 where it cannot be read
 */
export function inspectCertificate(
  source: PemSource,
  what: string,
): {facts: CertificateFacts; origin: string} {
  const origin = describeSource(source);
  let pem: string;
  try {
    pem = readPem(source);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new UserError(`There is no ${what} at ${origin}.`, {exitCode: 2, cause});
    }
    throw new UserError(`The ${what} in ${origin} cannot be read: ${String(cause)}`, {exitCode: 5, cause});
  }
  try {
    return {facts: readCertificate(pem), origin};
  } catch (cause) {
    throw new UserError(`${origin} does not hold a certificate in PEM form.`, {exitCode: 5, cause});
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
