import {X509Certificate} from 'node:crypto';

/** What people and checks want to know of a certificate. */
export interface CertificateFacts {
  /** RFC 4514 parts in the order of the certificate, joined by `/`, e.g. `C=ch/O=AliEn2/CN=Users` */
  readonly subject: string;
  readonly issuer: string;
  readonly begins: Date;
  readonly ends: Date;
  readonly x509: X509Certificate;
}

/**
 * Read the first certificate of a PEM text.
 * @throws the error of OpenSSL for anything else
 */
export function readCertificate(pem: string): CertificateFacts {
  const x509 = new X509Certificate(pem);
  return {
    subject: slashed(x509.subject),
    issuer: slashed(x509.issuer),
    begins: new Date(x509.validFrom),
    ends: new Date(x509.validTo),
    x509,
  };
}

function slashed(name: string): string {
  return name.split('\n').join('/');
}

/** `YYYY-MM-DD hh:mm:ss` in UTC. */
export function utcText(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
