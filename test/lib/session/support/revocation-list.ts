import {X509Certificate, sign} from 'node:crypto';
import {DER, childrenOf, derElement, elementAt, wholeOf} from '../../../../src/lib/trust/der.ts';

const UTC_TIME = 0x17;
const BIT_STRING = 0x03;
const SHA256_WITH_RSA = derElement(DER.sequence, Buffer.from('06092a864886f70d01010b0500', 'hex'));

/** The revocation list of an authority, as PEM, out of date already. @param serials in hexadecimal */
export function revocationList(authority: {cert: string; key: string}, serials: readonly string[]): string {
  const time = derElement(UTC_TIME, Buffer.from('200101000000Z'));
  const revoked = serials.map((serial) =>
    derElement(DER.sequence, Buffer.concat([derElement(DER.integer, Buffer.from(serial, 'hex')), time])),
  );
  const body = derElement(
    DER.sequence,
    Buffer.concat([
      derElement(DER.integer, Buffer.from([1])),
      SHA256_WITH_RSA,
      subjectOf(authority.cert),
      time,
      time,
      ...(revoked.length > 0 ? [derElement(DER.sequence, Buffer.concat(revoked))] : []),
    ]),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, authority.key)]);
  const list = derElement(
    DER.sequence,
    Buffer.concat([body, SHA256_WITH_RSA, derElement(BIT_STRING, signature)]),
  );
  const lines = list.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN X509 CRL-----\n${lines}\n-----END X509 CRL-----\n`;
}

/** The name in a certificate, as DER. */
export function subjectOf(pem: string): Buffer {
  const {raw} = new X509Certificate(pem);
  const [body] = childrenOf(raw, elementAt(raw, 0));
  // version, serial number, algorithm, issuer, validity, subject
  const subject = body && [...childrenOf(raw, body)][5];
  if (subject === undefined) throw new Error('A certificate of the first version.');
  return wholeOf(raw, subject);
}
