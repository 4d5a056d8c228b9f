import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, chownSync, readFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {UserError} from '../../../src/lib/errors/errors.ts';
import {selectCredentials} from '../../../src/lib/credentials/select.ts';
import {ARCHIVE} from './elliptic.ts';
import {Workbench, derOf} from './workbench.ts';

const SOMEBODY_ELSE = 65_534;

describe('credentials that are something else', () => {
  let grid: TestGrid;
  let bench: Workbench;
  let certificate: string;
  let key: string;

  before(async () => {
    grid = await startGrid();
    const {X509_USER_CERT = '', X509_USER_KEY = ''} = grid.env();
    [certificate, key] = [readFileSync(X509_USER_CERT, 'utf8'), readFileSync(X509_USER_KEY, 'utf8')];
  });
  after(() => grid.stop());
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  /** The refusal of a user pair, which never shows anything of a key. */
  const refusal = (cert: string | Buffer, userKey: string | Buffer = key, mode = 0o600): UserError => {
    bench.write('.globus/usercert.pem', cert);
    chmodSync(bench.write('.globus/userkey.pem', userKey), mode);
    return thrownBy(() => selectCredentials(bench.env), userKey);
  };

  const thrownBy = (run: () => unknown, userKey: string | Buffer): UserError => {
    try {
      run();
    } catch (error) {
      const {message, next, stack, cause} = error as UserError;
      const [, line = 'no line'] = userKey.toString().split('\n');
      const shown = [message, ...next, stack, String(cause)].join('\n');
      assert.ok(!shown.includes(line) || line === '', 'a line of the key is shown');
      return error as UserError;
    }
    return assert.fail('was taken');
  };

  it('an archive, DER, a key, nothing: each is named, with what helps', () => {
    for (const [content, message, next] of [
      [ARCHIVE, /is a PKCS#12 archive/, /alien cert import -f \/.*usercert\.pem/],
      [derOf(certificate), /is in DER form/, /openssl x509 -inform der/],
      [key, /it holds a key/, /in each other's place/],
      ['', /it is empty/, /Mend or remove/],
      ['\n\n', /it is empty/, /Mend or remove/],
      ['hello', /something else/, /Mend or remove/],
      [certificate.slice(0, 300), /it is damaged/, /Copy the file again/],
    ] as const) {
      const error = refusal(content);
      assert.equal(error.exitCode, 126);
      assert.match(error.message, message);
      assert.match(error.next.join('\n'), next);
    }
  });

  it('a key that is none', () => {
    for (const [content, message] of [
      ['', /userkey\.pem does not hold a key in PEM form: it is empty/],
      [certificate, /it holds a certificate/],
      ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', /is damaged/],
    ] as const) {
      assert.match(refusal(certificate, content).message, message);
    }
  });

  it('a key that others can read is refused as ssh does it, with the command that helps', () => {
    for (const mode of [0o644, 0o640, 0o604, 0o660, 0o620]) {
      const error = refusal(certificate, key, mode);
      assert.equal(error.exitCode, 126);
      assert.match(error.message, /userkey\.pem is open to others \(mode 06/);
      assert.match(error.next.join('\n'), /^chmod 600 \/.*userkey\.pem$/);
    }
    chmodSync(join(bench.globus, 'userkey.pem'), 0o400);
    assert.equal(selectCredentials(bench.env).kind, 'user');
  });

  it('the key of a token: 0400 and 0600 will do, 0644 will not', () => {
    bench.write(`tokencert_${process.getuid?.() ?? 0}.pem`, certificate, 0o644);
    const file = bench.write(`tokenkey_${process.getuid?.() ?? 0}.pem`, key);
    for (const mode of [0o400, 0o600]) {
      chmodSync(file, mode);
      assert.equal(selectCredentials(bench.env).kind, 'token');
    }
    chmodSync(file, 0o644);
    const {message, next} = thrownBy(() => selectCredentials(bench.env), key);
    assert.match(message, /tokenkey_\d+\.pem is open to others/);
    assert.match(next.join('\n'), /chmod 400 /);
  });

  it('10 MB, 1000 certificates, a pipe that nobody feeds, a device, a directory, a circle of links', () => {
    assert.match(refusal(Buffer.alloc(10 * 1024 * 1024, 'x')).message, /too large .*more than 1 MB/);
    assert.match(refusal(certificate, Buffer.alloc(10 * 1024 * 1024, 'x')).message, /too large/);
    const small = certificate.slice(0, 400);
    assert.match(refusal(small.repeat(1000)).message, /holds 1000 certificates/);
    assert.match(refusal(certificate.repeat(1000)).message, /too large|holds 1000 certificates/);

    const pipe = join(bench.home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const circle = join(bench.home, 'circle');
    symlinkSync(circle, circle);
    for (const [path, message] of [
      [pipe, /pipe cannot be read: it is not a regular file/],
      ['/dev/zero', /\/dev\/zero cannot be read: it is not a regular file/],
      [bench.home, /it is a directory/],
      [circle, /too many symbolic links/],
    ] as const) {
      const env = {...bench.env, X509_USER_CERT: path, X509_USER_KEY: path};
      assert.match(thrownBy(() => selectCredentials(env), key).message, message);
    }
  });

  it('a key as text where only its name belongs is not shown', () => {
    const indented = `key: ${key}`;
    const env = {...bench.env, JALIEN_TOKEN_CERT: certificate, JALIEN_TOKEN_KEY: indented};
    thrownBy(() => selectCredentials(env), key);
    const env2 = {...bench.env, JALIEN_TOKEN_CERT: indented, JALIEN_TOKEN_KEY: key};
    thrownBy(() => selectCredentials(env2), key);
  });

  it('files of somebody else under the names of a token are not taken', function () {
    if (process.getuid?.() !== 0) {
      console.warn('      needs to be root, to give files away');
      return this.skip();
    }
    const uid = process.getuid();
    const cert = bench.write(`tokencert_${uid}.pem`, certificate);
    const file = bench.write(`tokenkey_${uid}.pem`, key);
    for (const planted of [cert, file]) {
      chownSync(planted, SOMEBODY_ELSE, SOMEBODY_ELSE);
      const {message, next} = thrownBy(() => selectCredentials(bench.env), key);
      assert.match(message, /belongs to another user \(user id 65534\)/);
      assert.match(next.join('\n'), /ALIEN_CREDENTIALS_DIR/);
      chownSync(planted, uid, 0);
    }
  });
});
