import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Authority} from '../../src/authority/authority.ts';
import {cachedKeys} from '../../src/authority/key-cache.ts';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trim();
}

describe('the authority of a sandbox', () => {
  let grid: TestGrid;
  before(async () => (grid = await startGrid()));
  after(() => grid.stop());

  it('lies under the name by which OpenSSL looks for it', () => {
    const folder = join(grid.dir, 'certificates');
    const hash = openssl('x509', '-hash', '-noout', '-in', join(folder, 'ca.pem'));
    assert.deepEqual(readdirSync(folder).sort(), [`${hash}.0`, 'ca.pem'].sort());
  });

  it('makes certificates that OpenSSL accepts strictly', () => {
    const folder = join(grid.dir, 'certificates');
    const verify = (purpose: string, file: string): string =>
      openssl('verify', '-x509_strict', '-purpose', purpose, '-CApath', folder, file);
    const {X509_USER_CERT: cert = ''} = grid.env();
    assert.match(verify('sslclient', cert), /OK$/);
    assert.match(verify('sslserver', join(grid.dir, 'authority/server.pem')), /OK$/);
    const names = openssl(
      'x509',
      '-noout',
      '-ext',
      'subjectAltName',
      '-in',
      join(grid.dir, 'authority/server.pem'),
    );
    assert.match(names, /DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1/);
  });

  it('keeps keys to their owner', () => {
    const {X509_USER_KEY: key = ''} = grid.env();
    for (const file of [key, join(grid.dir, 'authority/ca.key'), join(grid.dir, 'authority/envelope.key')]) {
      assert.equal(statSync(file).mode & 0o777, 0o600, file);
      assert.equal(statSync(join(file, '..')).mode & 0o777, 0o700, file);
    }
  });

  it('is the same when it is opened again', async () => {
    const again = await Authority.open(grid.dir, 'test');
    assert.equal(again.caPem, grid.certificates.ca);
  });
});

describe('the cache of test keys', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'alien-keys-'))));
  afterEach(() => rmSync(folder, {recursive: true}));

  it('gives the same key again, and mends a damaged file', async () => {
    const keys = cachedKeys(folder);
    const first = await keys('a');
    assert.equal(await keys('a'), first);
    const file = join(folder, 'a.pem');
    writeFileSync(file, first.slice(0, 200));
    const mended = await keys('a');
    assert.notEqual(mended, first);
    assert.equal(readFileSync(file, 'utf8'), mended);
  });

  it('is whole when several ask at once', async () => {
    await Promise.all([cachedKeys(folder)('a'), cachedKeys(folder)('a'), cachedKeys(folder)('a')]);
    assert.deepEqual(readdirSync(folder), ['a.pem']);
    assert.match(readFileSync(join(folder, 'a.pem'), 'utf8'), /END RSA PRIVATE KEY-----\n$/);
  });
});
