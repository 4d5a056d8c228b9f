import assert from 'node:assert/strict';
import {copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {
  type Credentials,
  type SelectOptions,
  selectCredentials,
} from '../../../src/lib/credentials/select.ts';

const select = (env: Record<string, string>, options?: SelectOptions): Credentials => {
  const selected = selectCredentials(env, options);
  assert.ok('certificate' in selected, 'PEM files, no archive');
  return selected;
};

describe('credentials', () => {
  let grid: TestGrid;
  let dir: string;
  let cert: string;
  let key: string;

  before(async () => {
    grid = await startGrid({users: ['demo', 'other']});
    dir = mkdtempSync(join(tmpdir(), 'alien-credentials-'));
    ({X509_USER_CERT: cert = '', X509_USER_KEY: key = ''} = grid.env());
  });
  after(async () => {
    await grid.stop();
    rmSync(dir, {recursive: true});
  });

  const empty = () => ({HOME: dir, TMPDIR: dir});

  it('are the user certificate that the variables name', () => {
    const found = select({...empty(), X509_USER_CERT: cert, X509_USER_KEY: key});
    assert.deepEqual([found.kind, found.origin], ['user', cert]);
    assert.match(found.certificate.subject, /CN=demo/);
  });

  it('are the token rather than the user certificate', () => {
    const {X509_USER_CERT: other = '', X509_USER_KEY: otherKey = ''} = grid.env('other');
    const env = {
      X509_USER_CERT: other,
      X509_USER_KEY: otherKey,
      JALIEN_TOKEN_CERT: cert,
      JALIEN_TOKEN_KEY: key,
    };
    assert.equal(select({...empty(), ...env}).kind, 'token');
  });

  it('may be PEM text in the variables of the token', () => {
    const env = {JALIEN_TOKEN_CERT: readFileSync(cert, 'utf8'), JALIEN_TOKEN_KEY: readFileSync(key, 'utf8')};
    const found = select({...empty(), ...env});
    assert.deepEqual([found.kind, found.origin], ['token', 'the text in JALIEN_TOKEN_CERT']);
  });

  it('lie in the directory for temporary files under the names that ROOT and jsh use', () => {
    const uid = process.getuid?.() ?? 0;
    copyFileSync(cert, join(dir, `tokencert_${uid}.pem`));
    copyFileSync(key, join(dir, `tokenkey_${uid}.pem`));
    try {
      assert.equal(select(empty()).kind, 'token');
    } finally {
      for (const name of ['cert', 'key']) rmSync(join(dir, `token${name}_${uid}.pem`));
    }
  });

  it('are not there: every place that was looked at is named', () => {
    assert.throws(
      () => select(empty()),
      (error: Error & {exitCode: number}) => {
        assert.equal(error.exitCode, 126);
        assert.match(error.message, /tokencert_\d+\.pem[\s\S]*\.globus\/usercert\.pem/);
        return true;
      },
    );
  });

  it('do not fit: a key of another certificate is said to be that', () => {
    const {X509_USER_KEY: otherKey = ''} = grid.env('other');
    assert.throws(() => select({...empty(), X509_USER_CERT: cert, X509_USER_KEY: otherKey}), {
      exitCode: 42,
      message: /does not belong to the certificate/,
    });
  });

  it('are broken: a certificate that is none, a key that is not there', () => {
    const garbage = join(dir, 'garbage.pem');
    writeFileSync(garbage, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    assert.throws(() => select({...empty(), X509_USER_CERT: garbage, X509_USER_KEY: key}), /PEM form/);
    assert.throws(
      () => select({...empty(), X509_USER_CERT: cert, X509_USER_KEY: join(dir, 'nowhere')}),
      /There is no file .*nowhere/,
    );
  });

  it('are not yet valid: the clock decides', () => {
    const env = {...empty(), X509_USER_CERT: cert, X509_USER_KEY: key};
    assert.throws(() => select(env, {now: new Date('2001-01-01')}), /valid only from/);
    assert.throws(() => select(env, {now: new Date('2099-01-01')}), {exitCode: 127});
  });
});
