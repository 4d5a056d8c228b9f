import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import forge from 'node-forge';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Authorities} from '../../../src/lib/trust/authorities.ts';
import {readCertificate} from '../../../src/lib/credentials/certificate.ts';
import {userPlace} from '../../../src/lib/credentials/places.ts';
import {type Verdict, verifyCertificate, verifyPlace} from '../../../src/lib/trust/verify.ts';
import {CERTIFICATE} from '../credentials/elliptic.ts';
import {Workbench} from '../credentials/workbench.ts';

interface Issued {
  readonly pem: string;
  readonly certificate: forge.pki.Certificate;
}

/** All have the same key: names and signatures are what matters here. */
const {privateKey, publicKey} = forge.pki.rsa.generateKeyPair(1024);

/** A certificate without any extension but the one that makes an authority. */
function issue(name: string, ca: boolean, issuer?: Issued): Issued {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000);
  certificate.validity.notAfter = new Date(Date.now() + 3_600_000);
  const subject = name.split('/CN=').map((value) => ({shortName: 'CN', value}));
  certificate.setSubject(subject);
  certificate.setIssuer(issuer ? issuer.certificate.subject.attributes : subject);
  certificate.setExtensions(ca ? [{name: 'basicConstraints', cA: true, critical: true}] : []);
  certificate.sign(privateKey, forge.md.sha256.create());
  return {certificate, pem: forge.pki.certificateToPem(certificate)};
}

describe('the verification of a certificate', () => {
  let grid: TestGrid;
  let certificate: string;
  let authorities: Authorities;

  before(async () => {
    grid = await startGrid();
    certificate = readFileSync(grid.env()['X509_USER_CERT'] ?? '', 'utf8');
  });
  beforeEach(() => {
    authorities = {certificates: [CERTIFICATE, grid.certificates.ca], origin: 'test'};
  });
  after(() => grid.stop());

  const verdict = (pem: string, now?: Date): Verdict =>
    verifyCertificate(readCertificate(pem), pem, authorities, now);
  const reason = (pem: string, now?: Date): string => {
    const found = verdict(pem, now);
    return found.valid ? 'none' : found.reason;
  };

  it('names the authority, be it the first or another one in a collection', () => {
    assert.deepEqual(verdict(certificate), {
      valid: true,
      authority: readCertificate(grid.certificates.ca).subject,
    });
    const joined = {certificates: [CERTIFICATE + grid.certificates.ca], origin: 'test'};
    assert.ok(verifyCertificate(readCertificate(certificate), certificate, joined).valid);
  });

  it('fails for another authority, for another time, and for a changed signature', async () => {
    const {cert: foreign} = await grid.certificates.foreign();
    assert.match(reason(foreign), /issued by .*CN=Foreign CA, which is not among the authorities in test/);
    const {cert: expired} = await grid.certificates.expired();
    assert.match(reason(expired), /it expired at \d{4}-/);
    assert.match(reason(certificate, new Date('2001-01-01')), /valid only from/);

    const der = readCertificate(certificate).x509.raw;
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    const forged = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    assert.match(reason(forged), /not among the authorities/);
  });

  it('follows the chain over authorities and from a proxy to its person, but over nobody else', () => {
    const root = issue('Root', true);
    const between = issue('Between', true, root);
    const person = issue('person', false, between);
    const other = issue('other', false, person);
    const proxy = issue('person/CN=1234', false, person);
    authorities = {certificates: [root.pem], origin: 'test'};
    assert.match(reason(person.pem), /issued by .*CN=Between, which is not among/);
    assert.ok(verdict(person.pem + between.pem).valid);
    assert.ok(verdict(proxy.pem + person.pem + between.pem).valid);
    assert.match(reason(other.pem + person.pem + between.pem), /issued by .*CN=person, which is not among/);
  });

  it('says that there are no authorities, or no certificate', () => {
    const bench = new Workbench();
    const empty = join(bench.home, 'empty');
    mkdirSync(empty);
    try {
      const place = userPlace(grid.env());
      assert.throws(() => verifyPlace(place, 'it', {...bench.env, X509_CERT_DIR: empty}), {exitCode: 5});
      assert.throws(() => verifyPlace(userPlace(bench.env), 'it', grid.env()), {exitCode: 2});
    } finally {
      bench.remove();
    }
  });
});
