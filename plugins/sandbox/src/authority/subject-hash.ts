import {createHash} from 'node:crypto';
import type {DistinguishedName} from './certificate.ts';

/** The object identifiers of the attributes, as DER. */
const OIDS = {C: '550406', O: '55040a', OU: '55040b', CN: '550403'};

/**
 * OpenSSL's hash of a name, under which a folder of CA certificates is searched (`HASH.0`): SHA-1 over the
 * name in a canonical form (lower case, single blanks, UTF-8 strings), of it the first four bytes.
 */
export function subjectHash(name: DistinguishedName): string {
  const canonical = name.map(([key, value]) => {
    const text = Buffer.from(value.trim().replace(/\s+/g, ' ').toLowerCase());
    const pair = Buffer.concat([der(0x06, Buffer.from(OIDS[key], 'hex')), der(0x0c, text)]);
    return der(0x31, der(0x30, pair));
  });
  const digest = createHash('sha1').update(Buffer.concat(canonical)).digest();
  return digest.readUInt32LE(0).toString(16).padStart(8, '0');
}

/** One DER element; names are far shorter than the 127 bytes of the short form. */
function der(tag: number, content: Buffer): Buffer {
  if (content.length > 127)
    throw new RangeError(`The name is too long for a certificate: ${content.toString()}`);
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
