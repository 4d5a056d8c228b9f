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
}

/** All have the same key: names and signatures are what matters. */
const {privateKey, publicKey} = forge.pki.rsa.generateKeyPair(1024);

/** Of every certificate that is made here, as PEM. */
export const KEY = forge.pki.privateKeyToPem(privateKey);

/** A certificate without any extension but the one that makes an authority. @param name `NAME/CN=NAME` for two parts */
export function issue(name: string, options: IssueOptions = {}): Issued {
  const {issuer, ca = false, serial = '01', begins = -60, ends = 60} = options;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(Date.now() + begins * 60_000);
  certificate.validity.notAfter = new Date(Date.now() + ends * 60_000);
  const subject = name.split('/CN=').map((value) => ({shortName: 'CN', value}));
  certificate.setSubject(subject);
  certificate.setIssuer(issuer ? issuer.certificate.subject.attributes : subject);
  certificate.setExtensions(ca ? [{name: 'basicConstraints', cA: true, critical: true}] : []);
  certificate.sign(privateKey, forge.md.sha256.create());
  return {certificate, pem: forge.pki.certificateToPem(certificate).replaceAll('\r', '')};
}
