import {X509Certificate} from 'node:crypto';
import {UserError} from '../errors/errors.ts';
import {shellWord} from '../words/shell-word.ts';

/** What people and checks want to know of a certificate. */
export interface CertificateFacts {
  /** RFC 4514 parts in the order of the certificate, joined by `/`, e.g. `C=ch/O=AliEn2/CN=Users` */
  readonly subject: string;
  readonly issuer: string;
  readonly begins: Date;
  readonly ends: Date;
  readonly x509: X509Certificate;
}

/** A person's certificate comes with a few intermediate ones at most. */
const MAX_CERTIFICATES = 20;

const BLOCK = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/**
 * Read the first certificate of a PEM text.
 * @param origin what it is called in messages: a path, or where the text came from
 * @throws {UserError} 5 for anything else, with what it is instead where that can be told
 */
export function readCertificate(pem: string, origin = 'the text'): CertificateFacts {
  const count = pem.match(BLOCK)?.length ?? 0;
  if (count === 0) throw noCertificate(pem, origin);
  if (count > MAX_CERTIFICATES) {
    throw new UserError(
      `${origin} holds ${count} certificates. That looks like a collection of authorities, not like a certificate of yours.`,
      {code: 'INPUT_OUTPUT'},
    );
  }
  try {
    return factsOf(new X509Certificate(pem));
  } catch (cause) {
    throw new UserError(`${origin} does not hold a certificate in PEM form: it is damaged.`, {
      code: 'INPUT_OUTPUT',
      cause,
      next: ['Copy the file again from where you got it.'],
    });
  }
}

/** The certificates of a PEM text behind the first one, which lead to the authority. Damaged ones are left out. */
export function furtherCertificates(pem: string): X509Certificate[] {
  const blocks = pem.split(/(?=-----BEGIN )/).filter((block) => block.search(BLOCK) === 0);
  return blocks.slice(1, MAX_CERTIFICATES).flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

/** @throws {RangeError} where the dates of the certificate are none */
export function factsOf(x509: X509Certificate): CertificateFacts {
  const facts = {
    subject: slashed(x509.subject),
    issuer: slashed(x509.issuer),
    begins: new Date(x509.validFrom),
    ends: new Date(x509.validTo),
    x509,
  };
  utcText(facts.begins);
  utcText(facts.ends);
  return facts;
}

/** `YYYY-MM-DD hh:mm:ss` in UTC. */
export function utcText(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

function slashed(name: string | undefined): string {
  return (name ?? '').split('\n').join('/');
}

/** People put the file that they got from their authority where a PEM file is expected: tell what it is. */
function noCertificate(text: string, origin: string): UserError {
  const fail = (what: string, next: readonly string[] = []): UserError =>
    new UserError(`${origin} does not hold a certificate in PEM form: ${what}.`, {
      code: 'INPUT_OUTPUT',
      next,
    });
  if (text.trim() === '') return fail('it is empty');
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return fail('it holds a key', ["Check whether certificate and key are in each other's place."]);
  }
  const file = shellWord(origin);
  const bytes = Buffer.from(text, 'latin1');
  if (looksLikePkcs12(bytes)) {
    return fail('it is a PKCS#12 archive (.p12, .pfx)', [`alien cert import -f ${file}`]);
  }
  if (isDerCertificate(bytes)) {
    return fail('it is in DER form', [`openssl x509 -inform der -in ${file} -out usercert.pem`]);
  }
  return fail('it is something else');
}

/** A PKCS#12 archive is a DER sequence that begins with the version number 3. */
export function looksLikePkcs12(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30) return false;
  const length = bytes[1] ?? 0;
  const start = length > 0x80 ? 2 + (length & 0x7f) : 2;
  return bytes.subarray(start, start + 3).equals(Buffer.from([2, 1, 3]));
}

function isDerCertificate(bytes: Buffer): boolean {
  try {
    return bytes[0] === 0x30 && new X509Certificate(bytes).subject !== '';
  } catch {
    return false;
  }
}
