import {X509Certificate} from 'node:crypto';
import {UserError} from '../errors/errors.ts';
import {type Authorities, loadAuthorities} from './authorities.ts';
import {type CertificateFacts, furtherCertificates, utcText} from '../credentials/certificate.ts';
import {inspectCertificate} from '../credentials/inspect.ts';
import type {CredentialPlace} from '../credentials/places.ts';
import type {Environment} from '../settings/environment.ts';

/** Chains of the grid have two or three links. */
const MAX_LINKS = 10;

/** Whether a certificate leads to an authority. */
export type Verdict =
  | {readonly valid: true; /** subject of the authority */ readonly authority: string}
  | {readonly valid: false; readonly reason: string};

/**
 * Verify the certificate of a place against the authorities of the environment.
 * @param what what it is called in messages, e.g. `token`
 * @throws {UserError} 2 where there is none, 5 where it or the authorities cannot be read
 */
export function verifyPlace(
  place: CredentialPlace,
  what: string,
  env: Environment,
): Verdict & {readonly origin: string} {
  const {facts, origin, pem} = inspectCertificate(place.certificate, what);
  return {...verifyCertificate(facts, pem, authoritiesOf(env)), origin};
}

function authoritiesOf(env: Environment): Authorities {
  try {
    return loadAuthorities(env);
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError(cause.message, {code: 'INPUT_OUTPUT', next: cause.next, cause});
  }
}

/**
 * Verify a certificate: time, and signatures up to one of the authorities, over the certificates behind it in the
 * same PEM text (intermediate authorities, or the user certificate of a proxy). Revocation is not looked at.
 */
export function verifyCertificate(
  facts: CertificateFacts,
  pem: string,
  authorities: Authorities,
  now = new Date(),
): Verdict {
  if (facts.ends < now) return {valid: false, reason: `it expired at ${utcText(facts.ends)} UTC`};
  if (facts.begins > now) return {valid: false, reason: `it is valid only from ${utcText(facts.begins)} UTC`};
  const roots = authorities.certificates.flatMap(parsed);
  const between = furtherCertificates(pem);
  let link = facts.x509;
  for (let links = 0; links < MAX_LINKS; links++) {
    const root = roots.find((each) => isIssuer(each, link));
    if (root !== undefined) return rootVerdict(root, now);
    const next = between.find((each) => mayIssue(each, link) && isIssuer(each, link));
    if (next === undefined || next === link) break;
    if (!isInTime(next, now))
      return {valid: false, reason: `${nameOf(next.subject)} in its chain is expired`};
    link = next;
  }
  const issuer = nameOf(link.issuer);
  return {
    valid: false,
    reason: `it was issued by ${issuer}, which is not among the authorities in ${authorities.origin}`,
  };
}

function rootVerdict(root: X509Certificate, now: Date): Verdict {
  const authority = nameOf(root.subject);
  if (isInTime(root, now)) return {valid: true, authority};
  return {valid: false, reason: `its authority ${authority} is expired`};
}

/** An authority issues anything; a person only proxies, which bear the person's own name and one part more. */
function mayIssue(candidate: X509Certificate, certificate: X509Certificate): boolean {
  return candidate.ca || certificate.subject.startsWith(`${candidate.subject}\nCN=`);
}

function isIssuer(candidate: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(candidate) && certificate.verify(candidate.publicKey);
  } catch {
    return false; // a key of a kind that is not known here signs nothing for us
  }
}

function isInTime(certificate: X509Certificate, now: Date): boolean {
  return new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo);
}

function parsed(pem: string): X509Certificate[] {
  return pem
    .split(/(?=-----BEGIN CERTIFICATE-----)/)
    .filter((block) => block.startsWith('-----BEGIN'))
    .flatMap((block) => {
      try {
        return [new X509Certificate(block)];
      } catch {
        return []; // one damaged authority among hundreds
      }
    });
}

function nameOf(name: string): string {
  return name.split('\n').join('/');
}
