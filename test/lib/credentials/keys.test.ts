import assert from 'node:assert/strict';
import {createPrivateKey, generateKeyPairSync} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {selectCredentials} from '../../../src/lib/credentials/select.ts';
import {unlock} from '../../../src/lib/credentials/unlock.ts';
import {ARCHIVE, ARCHIVE_WITH_ACCENTS, CERTIFICATE, KEY} from './elliptic.ts';
import {Workbench, archiveOf, formsOf} from './workbench.ts';

describe('a key', () => {
  let grid: TestGrid;
  let bench: Workbench;
  let pairs: Record<string, {certificate: string; key: string}>;

  before(async () => {
    grid = await startGrid();
    const {X509_USER_CERT = '', X509_USER_KEY = ''} = grid.env();
    pairs = {
      RSA: {certificate: readFileSync(X509_USER_CERT, 'utf8'), key: readFileSync(X509_USER_KEY, 'utf8')},
      'an elliptic curve': {certificate: CERTIFICATE, key: KEY},
    };
  });
  after(() => grid.stop());
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  const secret = async (): Promise<string> => 'secret';

  it('may be RSA or on an elliptic curve, in every form, encrypted or not', async () => {
    for (const [kind, {certificate, key}] of Object.entries(pairs)) {
      for (const [form, pem] of Object.entries(formsOf(createPrivateKey(key)))) {
        bench.write('.globus/usercert.pem', certificate);
        bench.write('.globus/userkey.pem', pem);
        const found = await unlock(selectCredentials(bench.env), secret);
        const opened = createPrivateKey(found.keyPem);
        assert.ok(found.certificate.x509.checkPrivateKey(opened), `${kind}, ${form}`);
      }
    }
  });

  it('is asked for three times, and told to be wrong behind the first', async () => {
    const {certificate = '', key = ''} = pairs['RSA'] ?? {};
    bench.write('.globus/usercert.pem', certificate);
    bench.write('.globus/userkey.pem', formsOf(createPrivateKey(key))['PKCS#8, encrypted'] ?? '');
    const attempts: number[] = [];
    const wrong = async (_origin: string, attempt = 1): Promise<string> => {
      attempts.push(attempt);
      return 'hunter2';
    };
    await assert.rejects(unlock(selectCredentials(bench.env), wrong), (error: Error & {exitCode: number}) => {
      assert.equal(error.exitCode, 126);
      assert.match(error.message, /pass phrase does not open .*userkey\.pem/);
      assert.doesNotMatch(
        `${JSON.stringify(error)} ${String(error.stack)} ${String(error.cause)}`,
        /hunter2/,
      );
      return true;
    });
    assert.deepEqual(attempts, [1, 2, 3]);
    await assert.rejects(unlock(selectCredentials(bench.env), undefined), {exitCode: 126});
  });

  it('that is encrypted and belongs to another certificate is found out behind the pass phrase', async () => {
    const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
    bench.write('.globus/usercert.pem', CERTIFICATE);
    bench.write('.globus/userkey.pem', formsOf(privateKey)['PKCS#8, encrypted'] ?? '');
    await assert.rejects(unlock(selectCredentials(bench.env), secret), {
      exitCode: 42,
      message: /userkey\.pem does not belong to the certificate .*usercert\.pem/,
    });
  });

  it('may be in a PKCS#12 archive, beside authorities, where there is no user certificate as PEM', async () => {
    const {certificate = '', key = ''} = pairs['RSA'] ?? {};
    const old = archiveOf([grid.certificates.ca, certificate], key, 'secret');
    for (const [archive, name] of [
      [old, /CN=demo$/],
      [ARCHIVE, /CN=ecuser$/],
    ] as const) {
      const path = bench.write('.globus/mine.p12', archive);
      const found = await unlock(selectCredentials(bench.env), secret);
      assert.match(found.certificate.subject, name);
      assert.deepEqual([found.kind, found.origin], ['user', path]);
      assert.ok(found.certificate.x509.checkPrivateKey(createPrivateKey(found.keyPem)));
    }
    bench.write('.globus/usercert.pem', certificate);
    bench.write('.globus/userkey.pem', key);
    assert.ok('certificate' in selectCredentials(bench.env), 'PEM files come first');
  });

  it('in an archive: a wrong pass phrase is asked for again, several archives are not guessed among', async () => {
    const path = bench.write('.globus/mine.p12', ARCHIVE);
    const answers = ['wrong', '', 'secret'];
    await unlock(selectCredentials(bench.env), async () => answers.shift() ?? assert.fail('asked too often'));
    await assert.rejects(
      unlock(selectCredentials(bench.env), async () => 'wrong'),
      {
        exitCode: 126,
        message: `The pass phrase does not open ${path}.`,
      },
    );
    bench.write('.globus/mine.p12', ARCHIVE_WITH_ACCENTS);
    await unlock(selectCredentials(bench.env), async () => 'sécret ü');
    bench.write('.globus/other.pfx', ARCHIVE);
    assert.throws(() => selectCredentials(bench.env), /several archives: .*mine\.p12, .*other\.pfx/);
    assert.ok('archive' in selectCredentials({...bench.env, X509_USER_P12: path}));
  });

  it('is looked for in ALIEN_CREDENTIALS_DIR, behind the variables and before the usual places', () => {
    const {certificate = '', key = ''} = pairs['RSA'] ?? {};
    const shared = join(bench.home, 'shared');
    mkdirSync(shared);
    const put = (directory: string, prefix: string, suffix = ''): void => {
      writeFileSync(join(directory, `${prefix}cert${suffix}.pem`), certificate);
      writeFileSync(join(directory, `${prefix}key${suffix}.pem`), key, {mode: 0o600});
    };
    const origin = (env: Record<string, string>): string => {
      const found = selectCredentials(env);
      return 'origin' in found ? found.origin : found.archive;
    };
    put(bench.globus, 'user');
    const env = {...bench.env, ALIEN_CREDENTIALS_DIR: shared};
    assert.equal(origin(env), join(bench.globus, 'usercert.pem'));
    put(shared, 'user');
    assert.equal(origin(env), join(shared, 'usercert.pem'));
    put(bench.home, 'token', `_${process.getuid?.() ?? 0}`);
    assert.equal(origin(env), bench.token('cert'));
    put(shared, 'token', `_${process.getuid?.() ?? 0}`);
    assert.equal(origin(env), bench.token('cert', shared));
    assert.equal(selectCredentials(env, {only: 'user'}).kind, 'user');
    const named = {JALIEN_TOKEN_CERT: bench.token('cert'), JALIEN_TOKEN_KEY: bench.token('key')};
    assert.equal(origin({...env, ...named}), bench.token('cert'));
  });
});
