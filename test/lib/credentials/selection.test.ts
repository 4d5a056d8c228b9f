import assert from 'node:assert/strict';
import {chmodSync, chownSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {createPrivateKey} from 'node:crypto';
import {mock} from 'node:test';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {type SelectOptions, selectCredentials} from '../../../src/lib/credentials/select.ts';
import {STRONG, issue, keyOf} from '../trust/support/issue.ts';
import {ARCHIVE, CERTIFICATE, KEY} from './elliptic.ts';
import {Workbench, formsOf} from './workbench.ts';

const STRONG_CERTIFICATE = issue('token', {bits: STRONG}).pem;

describe('the choice among credentials', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  const name = (part: 'cert' | 'key') => bench.token(part).slice(bench.home.length + 1);
  const putToken = (cert = STRONG_CERTIFICATE, key = keyOf(STRONG)) => {
    bench.write(name('cert'), cert);
    bench.write(name('key'), key);
  };
  const putUser = (cert = CERTIFICATE, key = KEY) => {
    bench.write('.globus/usercert.pem', cert);
    bench.write('.globus/userkey.pem', key);
  };
  const chosen = (env: Record<string, string> = {}, options?: SelectOptions) =>
    selectCredentials({...bench.env, ...env}, options);
  const refusal = (env: Record<string, string> = {}, options?: SelectOptions) => {
    try {
      chosen(env, options);
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    return assert.fail('something was chosen');
  };

  it('takes the token, unless only a user certificate is wanted', () => {
    putToken();
    putUser();
    assert.equal(chosen().kind, 'token');
    assert.equal(chosen({}, {only: 'any'}).kind, 'token');
    assert.equal(chosen({}, {only: 'user'}).kind, 'user');
  });

  it('gives both texts and where they were', () => {
    putUser();
    const found = chosen();
    assert.ok('certificate' in found);
    assert.deepEqual(
      [found.certificatePem, found.keyPem, found.origin, found.keyOrigin],
      [CERTIFICATE, KEY, join(bench.globus, 'usercert.pem'), join(bench.globus, 'userkey.pem')],
    );
  });

  it('goes on to the user certificate where the token is of no use, whatever is wrong with it', () => {
    putUser();
    for (const [cert, key] of [
      [issue('over', {begins: -60, ends: -1, bits: STRONG}).pem, keyOf(STRONG)],
      [issue('to come', {begins: 1, bits: STRONG}).pem, keyOf(STRONG)],
      [issue('weak').pem, keyOf()],
      [STRONG_CERTIFICATE, KEY],
      [STRONG_CERTIFICATE, 'no key'],
      ['no certificate', KEY],
    ] as const) {
      putToken(cert, key);
      assert.equal(chosen().kind, 'user', `${cert.slice(0, 20)} ${key.slice(0, 20)}`);
    }
    rmSync(bench.token('key'));
    assert.equal(chosen().kind, 'user', 'a certificate without a key');
  });

  it('says what is wrong with every place, in their order', () => {
    putToken(STRONG_CERTIFICATE, KEY);
    const {message, exitCode, next} = refusal();
    const lines = message.split('\n  ');
    assert.equal(
      lines[1],
      `token: the key ${bench.token('key')} does not belong to the certificate ${bench.token('cert')}`,
    );
    assert.equal(lines[2], `user: no certificate at ${join(bench.globus, 'usercert.pem')}`);
    assert.deepEqual([exitCode, next], [42, ['Get a new token: alien token-init']]);
  });

  it('names the certificate that a bad key is for, and how to find the right one', () => {
    putUser(CERTIFICATE, 'no key');
    const path = join(bench.globus, 'userkey.pem');
    const why = `${path} does not hold a key in PEM form: it is something else`;
    const origin = join(bench.globus, 'usercert.pem');
    assert.ok(refusal().message.endsWith(`user: ${why} (the key for ${origin})`), refusal().message);
    putUser(CERTIFICATE, keyOf());
    assert.match(refusal().next.join(), /X509_USER_KEY.*certkey-match/);
  });

  it('leaves a key that needs a pass phrase as it is', () => {
    const encrypted = formsOf(createPrivateKey(KEY))['PKCS#8, encrypted'] ?? '';
    putUser(CERTIFICATE, encrypted);
    const found = chosen();
    assert.equal('keyPem' in found && found.keyPem, encrypted);
  });

  it('looks at the time that it is given', () => {
    putUser();
    assert.match(refusal({}, {now: new Date('2001-01-01')}).message, /valid only from 2020-01-01/);
    assert.equal(refusal({}, {now: new Date('2121-01-01')}).exitCode, 127);
  });

  it('takes an archive only where no user certificate is there, usable or not', () => {
    const archive = bench.write('.globus/me.p12', ARCHIVE);
    assert.deepEqual(chosen(), {kind: 'user', archive});
    putToken(STRONG_CERTIFICATE, KEY);
    assert.deepEqual(chosen(), {kind: 'user', archive}, 'a token that is of no use is no user certificate');
    putUser(issue('over', {begins: -60, ends: -1, bits: STRONG}).pem, keyOf(STRONG));
    assert.equal(refusal().exitCode, 42);
    rmSync(bench.token('cert'));
    assert.equal(refusal().exitCode, 127);
  });

  it('does not guess among archives', () => {
    const archives = ['a.p12', 'b.pfx'].map((file) => bench.write(`.globus/${file}`, ARCHIVE));
    const {message, next, exitCode} = refusal();
    assert.match(message, new RegExp(`user: there are several archives: ${archives.join(', ')}`));
    assert.match(next.join(), /cert import.*X509_USER_P12/);
    assert.equal(exitCode, 126);
    assert.deepEqual(chosen({X509_USER_P12: archives[1] ?? ''}), {kind: 'user', archive: archives[1]});
  });

  it('looks into ALIEN_CREDENTIALS_DIR first', () => {
    const shared = join(bench.home, 'shared');
    mkdirSync(shared);
    putUser();
    bench.write('shared/usercert.pem', STRONG_CERTIFICATE);
    bench.write('shared/userkey.pem', keyOf(STRONG));
    const found = chosen({ALIEN_CREDENTIALS_DIR: shared});
    assert.equal('origin' in found && found.origin, join(shared, 'usercert.pem'));
    assert.equal(readFileSync(join(shared, 'usercert.pem'), 'utf8'), STRONG_CERTIFICATE);
  });

  it('takes no key that others can read, but one in a variable', () => {
    putUser();
    chmodSync(join(bench.globus, 'userkey.pem'), 0o640);
    assert.match(refusal().message, /userkey\.pem is open to others \(mode 0640\)/);
    const variables = {JALIEN_TOKEN_CERT: STRONG_CERTIFICATE, JALIEN_TOKEN_KEY: keyOf(STRONG)};
    assert.equal(chosen(variables).kind, 'token');
  });

  it('tells a certificate that cannot be read from one that is not there', () => {
    mkdirSync(join(bench.globus, 'usercert.pem'));
    assert.match(refusal().message, /user: .*usercert\.pem cannot be read: it is a directory$/);
    bench.write('.globus/me.p12', ARCHIVE);
    assert.equal(refusal().exitCode, 126, 'no archive in its place');
  });

  describe('while a token is being replaced', () => {
    let looks: number;
    /** what happens at the next looks */
    let meanwhile: (look: number) => void;
    beforeEach(() => {
      looks = 0;
      meanwhile = () => undefined;
      mock.method(Atomics, 'wait', () => {
        meanwhile(++looks);
        return 'timed-out';
      });
    });
    afterEach(() => mock.restoreAll());

    it('waits for the other half of it', () => {
      putToken(STRONG_CERTIFICATE, KEY);
      meanwhile = (look) => {
        if (look === 3) putToken();
      };
      assert.equal(chosen().kind, 'token');
      assert.equal(looks, 3);
    });

    it('does not wait for ever', () => {
      putToken(STRONG_CERTIFICATE, KEY);
      assert.equal(refusal().exitCode, 42);
      assert.equal(looks, 20);
    });

    it('waits for nothing where the token is sound, something else is wrong, or it is named', () => {
      putToken();
      assert.equal(chosen().kind, 'token');
      putToken('no certificate');
      refusal();
      putToken(STRONG_CERTIFICATE, KEY);
      refusal({JALIEN_TOKEN_CERT: bench.token('cert'), JALIEN_TOKEN_KEY: bench.token('key')});
      rmSync(bench.token('cert'));
      putUser(CERTIFICATE, keyOf());
      refusal();
      assert.equal(looks, 0);
    });
  });

  it('takes no file of somebody else under the names of a token, but what variables name', function () {
    if (process.getuid?.() !== 0) {
      console.warn('      needs to be root, to give files away');
      return this.skip();
    }
    for (const part of ['cert', 'key'] as const) {
      putToken();
      chownSync(bench.token(part), 65_534, 65_534);
      assert.match(refusal().message, /token(cert|key)_0\.pem belongs to another user \(user id 65534\)/);
      const named = {JALIEN_TOKEN_CERT: bench.token('cert'), JALIEN_TOKEN_KEY: bench.token('key')};
      assert.equal(chosen(named).kind, 'token');
      chownSync(bench.token(part), 0, 0);
    }
  });

  it('takes the files of root and of oneself, as an ordinary user too', function () {
    if (process.getuid?.() !== 0) {
      console.warn('      needs to be root, to give files away');
      return this.skip();
    }
    mock.method(process, 'getuid' as never, () => 65_534);
    try {
      for (const [owner, kind] of [
        [0, 'token'],
        [65_534, 'token'],
        [65_533, undefined],
      ] as const) {
        putToken();
        for (const part of ['cert', 'key'] as const) chownSync(bench.token(part), owner, 0);
        assert.equal(kind === undefined ? refusal().exitCode : chosen().kind, kind ?? 126);
      }
    } finally {
      mock.restoreAll();
    }
  });
});
