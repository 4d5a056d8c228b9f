import {type KeyObject, X509Certificate, createPrivateKey} from 'node:crypto';
import type {asn1 as Asn1, pkcs12 as Pkcs12} from 'node-forge';
import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, factsOf, looksLikePkcs12} from './certificate.ts';
import {readCredentialFile} from './credential-file.ts';

/** What a PKCS#12 file holds of a person. */
export interface ArchiveContent {
  readonly certificate: CertificateFacts;
  readonly certificatePem: string;
  readonly key: KeyObject;
}

/** The one function of node-forge that its types leave out what we need of: a bag has `asn1` for what is not RSA. */
type Bag = Pkcs12.Bag & {readonly asn1?: Asn1.Asn1};

/** Authors use up to 600,000 rounds; with more a file would keep us busy instead of protecting anybody. */
const MAX_ROUNDS = 2_000_000;

const EIO = 5;
const WRONG_PASSPHRASE = 126;

/** @throws {UserError} 2 no such file, 5 something else than PKCS#12 */
export function readArchiveFile(path: string): Buffer {
  const {bytes} = readCredentialFile(path);
  checkIsArchive(bytes, path);
  return bytes;
}

/**
 * Read a PKCS#12 archive: the certificate that belongs to its key, RSA or another kind.
 * @param origin what it is called in messages
 * @throws {UserError} 5 something else, damaged or without a key, 126 for a wrong pass phrase
 */
export async function parseArchive(
  bytes: Buffer,
  origin: string,
  passphrase: string,
): Promise<ArchiveContent> {
  checkIsArchive(bytes, origin);
  const {default: forge} = await import('node-forge');
  const damaged = (): UserError =>
    new UserError(`${origin} is damaged, or holds no certificate with its key.`, {
      exitCode: EIO,
      next: [`Look at it with: openssl pkcs12 -info -nokeys -in FILE`],
    });
  let root: Asn1.Asn1;
  try {
    root = forge.asn1.fromDer(bytes.toString('binary'));
  } catch {
    throw damaged();
  }
  checkRounds(root, origin, damaged);
  let bags: Bag[];
  try {
    const archive = forge.pkcs12.pkcs12FromAsn1(root, false, passphrase);
    bags = archive.safeContents.flatMap(({safeBags}) => safeBags as Bag[]);
  } catch (error) {
    if (error instanceof Error && /MAC could not be verified|Invalid password/i.test(error.message)) {
      throw new UserError(`The pass phrase does not open ${origin}.`, {exitCode: WRONG_PASSPHRASE});
    }
    throw damaged();
  }
  const der = (value: Asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary');
  const content = pairIn(
    bags.flatMap(({cert, asn1, type}) => {
      if (type !== forge.pki.oids['certBag']) return [];
      const value = cert ? forge.pki.certificateToAsn1(cert) : asn1;
      return value ? [der(value)] : [];
    }),
    bags.flatMap(({key, asn1, type}) => {
      if (type === forge.pki.oids['certBag']) return [];
      const value = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1;
      return value ? [der(value)] : [];
    }),
  );
  if (content === undefined) throw damaged();
  return content;
}

function checkIsArchive(bytes: Buffer, origin: string): void {
  if (looksLikePkcs12(bytes)) return;
  throw new UserError(`${origin} is not a PKCS#12 archive (.p12, .pfx).`, {
    exitCode: EIO,
    next: ['Export your certificate with its key from the browser or the keychain once more.'],
  });
}

/** The number of rounds is said in the file; it is the third value of the last part. */
function checkRounds(root: Asn1.Asn1, origin: string, damaged: () => UserError): void {
  const mac = partsOf(partsOf(root)[2]);
  if (mac.length === 0) throw damaged(); // without a check sum nobody could tell a wrong pass phrase
  const rounds = mac[2]?.value;
  if (rounds === undefined) return;
  if (typeof rounds !== 'string') throw damaged();
  const count = [...Buffer.from(rounds, 'binary')].reduce((sum, byte) => sum * 256 + byte, 0);
  if (count <= MAX_ROUNDS) return;
  throw new UserError(`${origin} would need ${count} rounds to open; that is no honest number.`, {
    exitCode: EIO,
  });
}

function partsOf(value: Asn1.Asn1 | undefined): Asn1.Asn1[] {
  return Array.isArray(value?.value) ? value.value : [];
}

/** Archives hold authorities too: the certificate that is wanted is the one that belongs to a key. */
function pairIn(certificates: readonly Buffer[], keys: readonly Buffer[]): ArchiveContent | undefined {
  try {
    const known = certificates.map((each) => new X509Certificate(each));
    for (const each of keys) {
      const key = createPrivateKey({key: each, format: 'der', type: 'pkcs8'});
      const x509 = known.find((candidate) => candidate.checkPrivateKey(key));
      if (x509) return {certificate: factsOf(x509), certificatePem: x509.toString(), key};
    }
  } catch {
    // damaged inside: the same as none
  }
  return undefined;
}
