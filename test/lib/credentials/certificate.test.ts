import assert from 'node:assert/strict';
import {
  furtherCertificates,
  looksLikePkcs12,
  readCertificate,
  utcText,
} from '../../../src/lib/credentials/certificate.ts';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {issue} from '../trust/support/issue.ts';
import {ARCHIVE, CERTIFICATE, KEY} from './elliptic.ts';
import {derOf} from './workbench.ts';

const ROOT = issue('Root', {ca: true});
const PERSON = issue('person/CN=1234', {issuer: ROOT});

describe('a certificate', () => {
  it('tells its names with slashes, and its times', () => {
    const {subject, issuer, begins, ends} = readCertificate(PERSON.pem);
    assert.deepEqual([subject, issuer], ['CN=person/CN=1234', 'CN=Root']);
    assert.deepEqual(
      [begins, ends],
      [PERSON.certificate.validity.notBefore, PERSON.certificate.validity.notAfter].map(wholeSeconds),
    );
    assert.equal(utcText(new Date('2026-03-01T12:00:05.700Z')), '2026-03-01 12:00:05');
  });

  it('is the first one of a text, by each of the names that OpenSSL has for it', () => {
    assert.equal(readCertificate(`text\n${PERSON.pem}${ROOT.pem}`).subject, 'CN=person/CN=1234');
    assert.equal(readCertificate(PERSON.pem.replaceAll('CERT', 'X509 CERT')).subject, 'CN=person/CN=1234');
  });

  it('is one of twenty at the most', () => {
    assert.ok(readCertificate(CERTIFICATE.repeat(20)));
    assert.throws(() => readCertificate(CERTIFICATE.repeat(21), 'file'), {
      exitCode: 5,
      message: /^file holds 21 certificates.*collection of authorities/,
    });
  });

  it('that is something else is told from one that is damaged', () => {
    for (const [text, message, next] of [
      ['', /it is empty/, /^$/],
      [' \n', /it is empty/, /^$/],
      [KEY, /it holds a key/, /each other's place/],
      ['-----BEGIN ENCRYPTED PRIVATE KEY-----', /it holds a key/, /each other's place/],
      [ARCHIVE.toString('latin1'), /PKCS#12 archive/, /alien cert import -f 'my file'/],
      [derOf(CERTIFICATE).toString('latin1'), /in DER form/, /openssl x509 -inform der -in 'my file'/],
      ['0hello', /something else/, /^$/],
      ['hello', /something else/, /^$/],
      [CERTIFICATE.slice(0, 200), /it is damaged/, /Copy the file again/],
    ] as const) {
      assert.throws(
        () => readCertificate(text, 'my file'),
        (error) => {
          assert.ok(error instanceof UserError);
          assert.equal(error.exitCode, 5);
          assert.match(error.message, message);
          assert.match(error.next.join(), next);
          return true;
        },
      );
    }
  });

  it('is damaged where one of its times is none', () => {
    const der = derOf(CERTIFICATE);
    for (const time of ['200101000000Z', '21200101000000Z']) {
      const broken = Buffer.from(der);
      broken.write('9'.repeat(time.length - 1), der.indexOf(time));
      const pem = `-----BEGIN CERTIFICATE-----\n${broken.toString('base64')}\n-----END CERTIFICATE-----\n`;
      assert.throws(() => readCertificate(pem), {exitCode: 5, message: /it is damaged/});
    }
  });

  it('has others behind it, without the first, the damaged and what is no certificate', () => {
    const subjects = (pem: string) => furtherCertificates(pem).map(({subject}) => subject);
    assert.deepEqual(subjects(PERSON.pem), []);
    const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    assert.deepEqual(subjects(`${PERSON.pem}${KEY}${damaged}text\n${ROOT.pem}`), ['CN=Root']);
    assert.equal(furtherCertificates(CERTIFICATE.repeat(30)).length, 19);
  });

  it('is told from an archive by its first bytes', () => {
    const begins = (hex: string) => looksLikePkcs12(Buffer.from(hex, 'hex'));
    for (const hex of ['3003020103', '307f020103', '308180020103', '3082010002010330']) {
      assert.equal(begins(hex), true, hex);
    }
    assert.equal(looksLikePkcs12(ARCHIVE), true);
    for (const hex of [
      '',
      '30',
      '3003020102',
      '3103020103',
      '3080020103ff',
      '308180ff020103',
      '30820100020102',
    ]) {
      assert.equal(begins(hex), hex === '3080020103ff', hex);
    }
    assert.equal(looksLikePkcs12(derOf(CERTIFICATE)), false);
  });
});

/** Times in certificates are whole seconds. */
function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}
