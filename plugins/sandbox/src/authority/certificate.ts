import {randomBytes, sign} from 'node:crypto';
import type {asn1, pki as forgePki} from 'node-forge';
import {publicPem} from './keys.ts';
import type {PrivateKeyPem} from './keys.ts';

/** A distinguished name in the order of issue: country first. */
export type DistinguishedName = readonly (readonly [key: 'C' | 'O' | 'OU' | 'CN', value: string])[];

/** Who signs: a certificate with its key. */
export interface Issuer {
  readonly certificate: string;
  readonly key: PrivateKeyPem;
}

export interface CertificateRequest {
  readonly subject: DistinguishedName;
  /** The key to certify. */
  readonly key: PrivateKeyPem;
  readonly usage: 'ca' | 'server' | 'client';
  /** ms since the epoch. */
  readonly notAfter: number;
  readonly notBefore?: number;
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly string[];
}

/** A function that node-forge has and its types leave out. */
interface PartOfForge {
  getTBSCertificate(certificate: forgePki.Certificate): asn1.Asn1;
}

/** Certificates begin in the past, so that clocks which go wrong a little do no harm. */
const BACKDATED = 2 * 3600 * 1000;
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

/** `/C=ch/O=AliEn2/CN=name`. */
export function dnText(name: DistinguishedName): string {
  return name.map(([key, value]) => `/${key}=${value}`).join('');
}

/** Makes a certificate, signed by `issuer`, or by itself if there is none. Returns PEM. */
export async function issueCertificate(request: CertificateRequest, issuer?: Issuer): Promise<string> {
  // Loaded here and not above: it is slow to load, and few commands make certificates.
  const {default: forge} = await import('node-forge');
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicPem(request.key));
  // The first byte makes it a positive number in its shortest form, as DER wants it.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(request.notBefore ?? Date.now() - BACKDATED);
  certificate.validity.notAfter = new Date(request.notAfter);
  const subject = request.subject.map(([shortName, value]) => ({shortName, value}));
  const parent = issuer && forge.pki.certificateFromPem(issuer.certificate);
  certificate.setSubject(subject);
  certificate.setIssuer(parent ? parent.subject.attributes : subject);
  certificate.setExtensions(extensionsFor(request, parent ?? certificate));

  // Signed with OpenSSL: in plain JavaScript it takes fifty times as long.
  const pki = forge.pki as typeof forge.pki & PartOfForge;
  const body = forge.asn1.toDer(pki.getTBSCertificate(signable(certificate))).getBytes();
  const signature = sign('sha256', Buffer.from(body, 'binary'), issuer?.key ?? request.key);
  certificate.signature = signature.toString('binary');
  return forge.pki.certificateToPem(certificate).replaceAll('\r', '');
}

function signable(certificate: forgePki.Certificate): forgePki.Certificate {
  certificate.signatureOid = SHA256_WITH_RSA;
  certificate.siginfo.algorithmOid = SHA256_WITH_RSA;
  return certificate;
}

function extensionsFor(request: CertificateRequest, issuer: forgePki.Certificate): object[] {
  const identifiers = [
    {name: 'subjectKeyIdentifier'},
    {name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes()},
  ];
  if (request.usage === 'ca') {
    return [
      {name: 'basicConstraints', cA: true, critical: true},
      {name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true},
      ...identifiers,
    ];
  }
  const altNames = [
    ...(request.dnsNames ?? []).map((value) => ({type: 2, value})),
    ...(request.addresses ?? []).map((ip) => ({type: 7, ip})),
  ];
  return [
    {name: 'basicConstraints', cA: false, critical: true},
    {name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true},
    {name: 'extKeyUsage', clientAuth: true, serverAuth: request.usage === 'server'},
    ...identifiers,
    ...(altNames.length > 0 ? [{name: 'subjectAltName', altNames}] : []),
  ];
}
