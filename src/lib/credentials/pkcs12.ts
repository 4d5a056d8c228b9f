import {type KeyObject, X509Certificate, createPrivateKey} from 'node:crypto';
import type {asn1 as Asn1, pkcs12 as Pkcs12} from 'node-forge';
import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, factsOf, looksLikePkcs12} from './certificate.ts';
import {readCredentialFile} from './credential-file.ts';
import {shellWord} from '../words/shell-word.ts';

/** What a PKCS#12 file holds of a person. */
export interface ArchiveContent {
  readonly certificate: CertificateFacts;
  readonly certificatePem: string;
  readonly key: KeyObject;
}

/** What the types of node-forge leave out: a bag that holds something else than RSA has it as `asn1`. */
type Bag = Pkcs12.Bag & {readonly asn1?: Asn1.Asn1};

type Forge = typeof import('node-forge');

/** Programs use up to 600,000 rounds; with more a file would keep us busy instead of protecting anyone. */
const MAX_ROUNDS = 2_000_000;

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
  let root: Asn1.Asn1;
  try {
    root = forge.asn1.fromDer(bytes.toString('binary'));
  } catch {
    throw damaged(origin);
  }
  checkRounds(root, origin);
  const certificates: Buffer[] = [];
  const keys: Buffer[] = [];
  const der = (value: Asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary');
  for (const {cert, key, asn1, type} of bagsIn(forge, root, origin, passphrase)) {
    if (cert) certificates.push(der(forge.pki.certificateToAsn1(cert)));
    else if (key) keys.push(der(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key))));
    else if (asn1) (type === forge.pki.oids['certBag'] ? certificates : keys).push(der(asn1));
  }
  const content = pairIn(certificates, keys);
  if (content === undefined) throw damaged(origin);
  return content;
}

/** The parts of an archive, decrypted. @throws {UserError} 126 for a wrong pass phrase, 5 for a damaged archive */
function bagsIn(forge: Forge, root: Asn1.Asn1, origin: string, passphrase: string): Bag[] {
  const open = (words: string): Bag[] =>
    forge.pkcs12.pkcs12FromAsn1(root, false, words).safeContents.flatMap(({safeBags}) => safeBags as Bag[]);
  try {
    return open(passphrase);
  } catch (error) {
    if (error instanceof Error && /MAC could not be verified|Invalid password/i.test(error.message)) {
      throw new UserError(`The pass phrase does not open ${origin}.`, {code: 'NO_PASSPHRASE'});
    }
  }
  try {
    // The check sum takes the pass phrase as UTF-16, newer ciphers as UTF-8. The first has just been found right.
    partsOf(root).splice(2);
    return open(forge.util.encodeUtf8(passphrase));
  } catch {
    throw damaged(origin);
  }
}

function damaged(origin: string): UserError {
  return new UserError(`${origin} is damaged, or holds no certificate with its key.`, {
    code: 'INPUT_OUTPUT',
    next: [`Look at it with: openssl pkcs12 -info -nokeys -in ${shellWord(origin)}`],
  });
}

function checkIsArchive(bytes: Buffer, origin: string): void {
  if (looksLikePkcs12(bytes)) return;
  throw new UserError(`${origin} is not a PKCS#12 archive (.p12, .pfx).`, {
    code: 'INPUT_OUTPUT',
    next: ['Export your certificate with its key from the browser or the keychain once more.'],
  });
}

/** The number of rounds is said in the file; it is the third value of the last part. */
function checkRounds(root: Asn1.Asn1, origin: string): void {
  const mac = partsOf(partsOf(root)[2]);
  if (mac.length === 0) throw damaged(origin); // without a check sum no one could tell a wrong pass phrase
  const rounds = mac[2]?.value;
  if (rounds === undefined) return;
  if (typeof rounds !== 'string') throw damaged(origin);
  const count = [...Buffer.from(rounds, 'binary')].reduce((sum, byte) => sum * 256 + byte, 0);
  if (count <= MAX_ROUNDS) return;
  throw new UserError(`${origin} would need ${count} rounds to open; that is not a plausible number.`, {
    code: 'INPUT_OUTPUT',
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
