import {certificateLines} from '../../credentials/inspect.ts';
import type {CertificateFacts} from '../../credentials/certificate.ts';
import type {Output} from './output.ts';

/**
 * Show a certificate, valid or not: the four lines that scripts read, or JSON.
 * @returns whether it is expired
 */
export function showCertificate(
  facts: CertificateFacts,
  origin: string,
  out: Output,
  json: boolean,
): boolean {
  const expired = facts.ends < new Date();
  const {subject, issuer, begins, ends} = facts;
  if (json) out.json({subject, issuer, begins, ends, expired, origin});
  else for (const line of certificateLines(facts)) out.line(line);
  return expired;
}
