import assert from 'node:assert/strict';
import {createPrivateKey} from 'node:crypto';
import {readCertificate} from '../../../src/lib/credentials/certificate.ts';
import {isEncrypted} from '../../../src/lib/credentials/private-key.ts';
import type {Credentials} from '../../../src/lib/credentials/select.ts';
import {unlock} from '../../../src/lib/credentials/unlock.ts';
import {STRONG, issue, keyOf} from '../trust/support/issue.ts';
import {ARCHIVE, CERTIFICATE, KEY} from './elliptic.ts';
import {Workbench, archiveOf, formsOf} from './workbench.ts';

const ENCRYPTED = formsOf(createPrivateKey(KEY))['PKCS#8, encrypted'] ?? '';
const secret = () => Promise.resolve('secret');

describe('credentials that need a pass phrase', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  const selected = (keyPem: string): Credentials => ({
    kind: 'user',
    certificate: readCertificate(CERTIFICATE),
    certificatePem: CERTIFICATE,
    keyPem,
    origin: '/cert',
    keyOrigin: '/key',
  });

  it('are the same without encryption behind it, and are left alone where they need none', async () => {
    const open = await unlock(selected(ENCRYPTED), secret);
    assert.equal(isEncrypted(open.keyPem), false);
    assert.ok(open.certificate.x509.checkPrivateKey(createPrivateKey(open.keyPem)));
    assert.deepEqual({...open, keyPem: ''}, {...selected(''), certificate: open.certificate});
    const plain = selected(KEY);
    assert.equal(await unlock(plain, undefined), plain);
  });

  it('are refused without anyone to ask, and where the key is that of another certificate', async () => {
    await assert.rejects(unlock(selected(ENCRYPTED), undefined), {exitCode: 126});
    const other = formsOf(createPrivateKey(keyOf()))['PKCS#8, encrypted'] ?? '';
    await assert.rejects(unlock(selected(other), secret), {
      exitCode: 42,
      message: /the key \/key does not belong to the certificate \/cert/,
    });
  });

  it('may be in an archive', async () => {
    const archive = bench.write('me.p12', ARCHIVE);
    const found = await unlock({kind: 'user', archive}, secret);
    assert.deepEqual([found.kind, found.origin, found.keyOrigin], ['user', archive, archive]);
    assert.ok(found.certificate.x509.checkPrivateKey(createPrivateKey(found.keyPem)));
    await assert.rejects(unlock({kind: 'user', archive}, undefined), {exitCode: 126});
  });

  it('in an archive are of no use where their time is over, or TLS does not take them', async () => {
    const refusal = async (options: {ends?: number; bits?: number}) => {
      const {pem} = issue('person', options);
      const archive = bench.write('me.p12', archiveOf([pem], keyOf(options.bits), 'secret'));
      return unlock({kind: 'user', archive}, secret);
    };
    await assert.rejects(refusal({ends: -1, bits: STRONG}), {exitCode: 127, message: /me\.p12 expired/});
    await assert.rejects(refusal({}), {exitCode: 126, message: /its key \(RSA 1024 bits\) is too small/});
    assert.equal((await refusal({bits: STRONG})).certificate.subject, 'CN=person');
  });
});
