import {join} from 'node:path';
import {DER, type DerElement, childrenOf, contentOf, elementAt, wholeOf} from './der.ts';
import {readFile} from '../files/read-file.ts';
import {canonicalName, nameHash} from './name-hash.ts';

/** Lists of large authorities have a few megabytes. */
const MAX_BYTES = 64 << 20;

/**
 * Whether the revocation list of its issuer, if one is beside the authorities (`HASH.r0`, as fetch-crl puts it
 * there), names a certificate. OpenSSL's own check would refuse every authority without a list, and lists that
 * are out of date; a few authorities always have none. The directory is trusted with its authorities, so the
 * signature of the list is not looked at: a false list could only refuse.
 * @param certificate DER
 */
export function isRevoked(directory: string, certificate: Buffer): boolean {
  const {serial, issuer} = identityOf(certificate);
  const canonical = canonicalName(issuer);
  const hash = nameHash(canonical);
  for (let number = 0; ; number++) {
    const list = readList(join(directory, `${hash}.r${number}`));
    if (list === undefined) return false;
    if (listsSerial(list, canonical, serial)) return true;
  }
}

function identityOf(certificate: Buffer): {serial: Buffer; issuer: Buffer} {
  const [body] = childrenOf(certificate, elementAt(certificate, 0));
  const parts = body ? [...childrenOf(certificate, body)] : [];
  // version (absent in the first version), serial number, algorithm, issuer, ...
  const first = parts.findIndex(({tag}) => tag === DER.integer);
  const [serial, , issuer] = parts.slice(first);
  if (first < 0 || serial === undefined || issuer === undefined) throw new RangeError('Not a certificate.');
  return {serial: contentOf(certificate, serial), issuer: wholeOf(certificate, issuer)};
}

/** The DER of a list; undefined where there is none. */
function readList(path: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFile(path, {owner: 'anyone', limit: MAX_BYTES, link: 'follow'}).bytes;
  } catch {
    return undefined;
  }
  const pem = /-----BEGIN X509 CRL-----([\s\S]*?)-----END/.exec(bytes.toString('latin1'));
  return pem ? Buffer.from(pem[1] ?? '', 'base64') : bytes;
}

function listsSerial(list: Buffer, issuer: Buffer, serial: Buffer): boolean {
  try {
    const [body] = childrenOf(list, elementAt(list, 0));
    const parts = body ? [...childrenOf(list, body)] : [];
    // version?, algorithm, issuer, this update, next update?, revoked certificates?, extensions?
    const name = parts.findIndex(({tag}) => tag === DER.sequence) + 1;
    const issuedBy = parts[name];
    const revoked = parts.slice(name + 1).find(({tag}) => tag === DER.sequence);
    if (issuedBy === undefined || revoked === undefined) return false;
    if (!canonicalName(wholeOf(list, issuedBy)).equals(issuer)) return false; // the hash alone is short
    for (const entry of childrenOf(list, revoked)) if (serialOf(list, entry).equals(serial)) return true;
    return false;
  } catch (error) {
    if (error instanceof RangeError) return false; // a damaged list must not shut everyone out
    throw error;
  }
}

function serialOf(list: Buffer, entry: DerElement): Buffer {
  return contentOf(list, elementAt(list, entry.content));
}
