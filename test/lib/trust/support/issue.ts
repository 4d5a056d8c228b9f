import forge from 'node-forge';

/** A certificate that a test has made. */
export interface Issued {
  readonly pem: string;
  readonly certificate: forge.pki.Certificate;
}

export interface IssueOptions {
  /** without one it has issued itself */
  readonly issuer?: Issued;
  /** whether it is that of an authority */
  readonly ca?: boolean;
  /** in hexadecimal */
  readonly serial?: string;
  /** minutes from now */
  readonly begins?: number;
  readonly ends?: number;
  readonly bits?: number;
}

/** All of the same strength have the same key: names and signatures are what matters. */
const pairs = new Map<number, forge.pki.rsa.KeyPair>();

function pairOf(bits: number): forge.pki.rsa.KeyPair {
  const pair = pairs.get(bits) ?? forge.pki.rsa.generateKeyPair(bits);
  pairs.set(bits, pair);
  return pair;
}

/** A key that is made in no time; TLS takes those of `STRONG` bits only. */
const QUICK = 1024;
export const STRONG = 2048;

/** The key of the certificates that are made here, as PEM. */
export function keyOf(bits: number = QUICK): string {
  return forge.pki.privateKeyToPem(pairOf(bits).privateKey).replaceAll('\r', '');
}

/** A certificate without any extension but the one that makes an authority. @param name its parts, as `C=ch/O=Test/CN=me` */
export function issue(name: string, options: IssueOptions = {}): Issued {
  const {issuer, ca = false, serial = '01', begins = -60, ends = 60, bits = QUICK} = options;
  const {privateKey, publicKey} = pairOf(bits);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(Date.now() + begins * 60_000);
  certificate.validity.notAfter = new Date(Date.now() + ends * 60_000);
  const subject = name.split('/').map((part) => {
    const [shortName = '', value] = part.split('=');
    return value === undefined ? {shortName: 'CN', value: part} : {shortName, value};
  });
  certificate.setSubject(subject);
  certificate.setIssuer(issuer ? issuer.certificate.subject.attributes : subject);
  certificate.setExtensions(ca ? [{name: 'basicConstraints', cA: true, critical: true}] : []);
  certificate.sign(privateKey, forge.md.sha256.create());
  return {certificate, pem: forge.pki.certificateToPem(certificate).replaceAll('\r', '')};
}
