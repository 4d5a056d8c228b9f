import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Authorities} from '../../../src/lib/trust/authorities.ts';
import {readCertificate} from '../../../src/lib/credentials/certificate.ts';
import {userPlace} from '../../../src/lib/credentials/places.ts';
import {type Verdict, verifyCertificate, verifyPlace} from '../../../src/lib/trust/verify.ts';
import {CERTIFICATE} from '../credentials/elliptic.ts';
import {Workbench} from '../credentials/workbench.ts';
import {issue} from './support/issue.ts';

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
    const root = issue('Root', {ca: true});
    const between = issue('Between', {ca: true, issuer: root});
    const person = issue('person', {issuer: between});
    const other = issue('other', {issuer: person});
    const proxy = issue('person/CN=1234', {issuer: person});
    authorities = {certificates: [root.pem], origin: 'test'};
    assert.match(reason(person.pem), /issued by .*CN=Between, which is not among/);
    assert.ok(verdict(person.pem + between.pem).valid);
    assert.ok(verdict(proxy.pem + person.pem + between.pem).valid);
    assert.match(reason(other.pem + person.pem + between.pem), /issued by .*CN=person, which is not among/);
  });

  it('wants each link of the chain to be in time, the authority too', () => {
    const root = issue('Root', {ca: true});
    const person = issue('person', {issuer: root});
    for (const time of [
      {begins: -60, ends: -1},
      {begins: 1, ends: 60},
    ]) {
      const between = issue('Between', {ca: true, issuer: root, ...time});
      const behind = issue('person', {issuer: between});
      authorities = {certificates: [root.pem], origin: 'test'};
      assert.match(reason(behind.pem + between.pem), /^CN=Between in its chain is expired/);
      authorities = {certificates: [issue('Root', {ca: true, ...time}).pem], origin: 'test'};
      assert.match(reason(person.pem), /^its authority CN=Root is expired/);
    }
    authorities = {certificates: [root.pem], origin: 'test'};
    assert.ok(verdict(person.pem).valid);
  });

  it('begins and ends to the second', () => {
    const root = issue('Root', {ca: true, begins: -600, ends: 600});
    const person = issue('person', {issuer: root});
    authorities = {certificates: [root.pem], origin: 'test'};
    const {begins, ends} = readCertificate(person.pem);
    const seconds = (date: Date, more: number) => new Date(date.getTime() + more * 1000);
    assert.deepEqual(
      [begins, seconds(begins, -1), ends, seconds(ends, 1)].map((now) => verdict(person.pem, now).valid),
      [true, false, true, false],
    );
    const {begins: rootBegins, ends: rootEnds} = readCertificate(root.pem);
    const long = issue('person', {issuer: root, begins: -6000, ends: 6000});
    assert.deepEqual(
      [rootBegins, seconds(rootBegins, -1), rootEnds, seconds(rootEnds, 1)].map(
        (now) => verdict(long.pem, now).valid,
      ),
      [true, false, true, false],
    );
  });

  it('names subjects with slashes, and where it looked', () => {
    const root = issue('Root', {ca: true});
    const person = issue('a/CN=b', {issuer: issue('x/CN=y', {ca: true})});
    authorities = {certificates: [root.pem], origin: '/etc/authorities'};
    assert.equal(
      reason(person.pem),
      'it was issued by CN=x/CN=y, which is not among the authorities in /etc/authorities',
    );
  });

  it('goes around a damaged authority, and one whose key it does not know', () => {
    const root = issue('Root', {ca: true});
    const person = issue('person', {issuer: root});
    const damaged = root.pem.replace(/M.*\n/, '!!!\n');
    const text = `Subject: Root\n${root.pem}`;
    authorities = {certificates: ['no certificate', damaged, unknownKey(root.pem), text], origin: 'test'};
    assert.ok(verdict(person.pem).valid);
    authorities = {certificates: [unknownKey(root.pem)], origin: 'test'};
    assert.match(reason(person.pem), /not among the authorities/);
  });

  it('does not go round in a circle, nor on for ever', () => {
    const loop = issue('person', {ca: true});
    authorities = {certificates: [], origin: 'test'};
    assert.match(reason(loop.pem + loop.pem), /issued by CN=person/);
    let last = issue('0', {ca: true});
    authorities = {certificates: [last.pem], origin: 'test'};
    let chain = '';
    for (let i = 1; i < 10; i++) {
      last = issue(String(i), {ca: true, issuer: last});
      chain = last.pem + chain;
    }
    assert.ok(verdict(chain).valid, 'nine links');
    for (let i = 10; i < 13; i++) {
      last = issue(String(i), {ca: true, issuer: last});
      chain = last.pem + chain;
    }
    assert.equal(verdict(chain).valid, false);
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

/** The same certificate with a key of a kind that no program knows. */
function unknownKey(pem: string): string {
  const der = Buffer.from(readCertificate(pem).x509.raw);
  const rsa = Buffer.from('2a864886f70d010101', 'hex');
  der.fill(0x7f, der.indexOf(rsa) + 3, der.indexOf(rsa) + rsa.length);
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
