import assert from 'node:assert/strict';
import {createPrivateKey} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, rmdirSync, statSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {hidingVariables, importContent, importTarget} from '../../../src/lib/credentials/import-archive.ts';
import {readCertificate} from '../../../src/lib/credentials/certificate.ts';
import {isEncrypted, readPrivateKey} from '../../../src/lib/credentials/private-key.ts';
import {CERTIFICATE, KEY} from './elliptic.ts';
import {Workbench} from './workbench.ts';

const CONTENT = {
  certificate: readCertificate(CERTIFICATE),
  certificatePem: CERTIFICATE,
  key: createPrivateKey(KEY),
};

describe('the import of a user certificate', () => {
  let bench: Workbench;
  let certificate: string;
  let key: string;
  beforeEach(() => {
    bench = new Workbench();
    [certificate, key] = [join(bench.globus, 'usercert.pem'), join(bench.globus, 'userkey.pem')];
  });
  afterEach(() => bench.remove());

  it('goes into .globus, which is made for nobody else', () => {
    rmdirSync(bench.globus);
    assert.deepEqual(importTarget(bench.env, false), {certificate, key, replaces: false});
    assert.equal(statSync(bench.globus).mode & 0o777, 0o700);
  });

  it('replaces nothing, be it one half only, unless it is told to', () => {
    for (const file of ['usercert.pem', 'userkey.pem']) {
      bench.remove();
      bench.env.HOME = bench.home;
      mkdirSync(bench.globus, {recursive: true, mode: 0o700});
      const there = bench.write(`.globus/${file}`, 'old');
      assert.throws(
        () => importTarget(bench.env, false),
        (error: Error & {exitCode: number; next: string[]}) => {
          assert.deepEqual([error.exitCode, error.message.endsWith(`already: ${there}`)], [17, true]);
          assert.match(error.next.join(), /-f/);
          return true;
        },
      );
      assert.equal(importTarget(bench.env, true).replaces, true);
    }
  });

  it('goes through no link, even where it is told to replace', () => {
    symlinkSync(join(bench.home, 'elsewhere'), key);
    assert.throws(() => importTarget(bench.env, false), {exitCode: 17});
    assert.throws(() => importTarget(bench.env, true), {exitCode: 13});
  });

  it('writes both files, the key for nobody else and encrypted where that is wished', () => {
    const target = importTarget(bench.env, false);
    importContent(target, CONTENT, 'secret');
    assert.equal(readFileSync(certificate, 'utf8'), CERTIFICATE);
    const encrypted = readFileSync(key, 'utf8');
    assert.ok(isEncrypted(encrypted));
    assert.ok(readPrivateKey(encrypted, 'it', 'secret'));
    assert.deepEqual(
      [certificate, key].map((file) => statSync(file).mode & 0o777),
      [0o644, 0o400],
    );
    importContent(target, CONTENT, undefined);
    assert.equal(isEncrypted(readFileSync(key, 'utf8')), false);
    assert.ok(CONTENT.certificate.x509.checkPrivateKey(readPrivateKey(readFileSync(key, 'utf8'), 'it')));
    assert.equal(readFileSync(`${key}.old`, 'utf8'), encrypted);
    assert.ok(existsSync(`${certificate}.old`));
  });

  it('is told of variables that lead elsewhere', () => {
    const target = importTarget(bench.env, false);
    const hiding = (env: Record<string, string>) => hidingVariables({...bench.env, ...env}, target);
    assert.deepEqual(hiding({}), []);
    assert.deepEqual(hiding({X509_USER_CERT: certificate, X509_USER_KEY: key}), []);
    assert.deepEqual(hiding({X509_USER_CERT: '', X509_USER_KEY: '/other'}), ['X509_USER_KEY']);
    assert.deepEqual(hiding({X509_USER_CERT: '/x', X509_USER_KEY: key}), ['X509_USER_CERT']);
  });
});
