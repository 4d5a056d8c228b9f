import assert from 'node:assert/strict';
import fs, {existsSync, mkdirSync, readFileSync, statSync, symlinkSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import {mock} from 'node:test';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {destroyTokens, storeToken, tokenFiles, tokenLock} from '../../../src/lib/tokens/token-store.ts';
import type {Token} from '../../../src/lib/tokens/token.ts';
import {Workbench} from '../credentials/workbench.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const TOKEN = {certificatePem: PEM, keyPem: PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY')} as Token;

describe('the store of tokens', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  it('keeps a token for its owner alone, and lets go of the lock', async () => {
    const files = tokenFiles(bench.env);
    await storeToken(files, TOKEN);
    for (const [file, content] of [
      [files.certificate, TOKEN.certificatePem],
      [files.key, TOKEN.keyPem],
    ] as const) {
      assert.equal(readFileSync(file, 'utf8'), content);
      assert.equal(statSync(file).mode & 0o777, 0o400);
    }
    const lock = tokenLock(files);
    assert.ok(lock);
    assert.equal(tokenLock(files), undefined, 'one process at a time');
    lock.release();
  });

  it('removes all tokens that would be found, and says which', () => {
    const shared = join(bench.home, 'shared');
    mkdirSync(shared);
    const env = {...bench.env, ALIEN_CREDENTIALS_DIR: shared};
    const paths = [
      bench.write(`shared/tokencert_${process.getuid?.() ?? 0}.pem`, PEM),
      bench.write(`shared/tokenkey_${process.getuid?.() ?? 0}.pem`, ''),
      bench.token('cert'),
    ];
    bench.write(paths[2]?.slice(bench.home.length + 1) ?? '', PEM);
    assert.deepEqual(destroyTokens(env), paths);
    assert.deepEqual(paths.filter(existsSync), []);
    assert.deepEqual(destroyTokens(env), [], 'a second time there is nothing to do');
  });

  it('removes a link, not what it leads to', () => {
    const other = bench.write('precious', PEM);
    symlinkSync(other, bench.token('cert'));
    assert.deepEqual(destroyTokens(bench.env), [bench.token('cert')]);
    assert.equal(readFileSync(other, 'utf8'), PEM);
  });

  const refused = (env: Record<string, string>, message: RegExp) => {
    for (const act of [() => destroyTokens(env), () => tokenFiles(env)]) {
      assert.throws(act, (error) => error instanceof UserError && message.test(error.message));
    }
  };

  it('touches no user certificate, by whatever name the variables lead to it', () => {
    const cert = bench.write('.globus/usercert.pem', PEM);
    const key = bench.write('.globus/userkey.pem', TOKEN.keyPem);
    const link = join(bench.home, 'link.pem');
    symlinkSync(cert, link);
    for (const named of [cert, key]) {
      refused({...bench.env, JALIEN_TOKEN_CERT: named}, /your user certificate or its key, not a token/);
    }
    assert.throws(() => destroyTokens({...bench.env, JALIEN_TOKEN_CERT: link}), /your user certificate/);
    const named = bench.write('mine.pem', PEM);
    const env = {...bench.env, X509_USER_CERT: named, JALIEN_TOKEN_CERT: named};
    refused(env, /your user certificate/);
    for (const path of [cert, key, named]) assert.ok(existsSync(path));
  });

  it('touches no file that holds no part of a token, nor any other then', () => {
    const cert = bench.write('cert.pem', PEM);
    const text = bench.write('thesis.tex', 'chapter one');
    const env = {...bench.env, JALIEN_TOKEN_CERT: cert, JALIEN_TOKEN_KEY: text};
    refused(env, /thesis\.tex holds no part of a token/);
    assert.deepEqual([existsSync(cert), readFileSync(text, 'utf8')], [true, 'chapter one']);
    const advice = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        return (error as UserError).next.join();
      }
      return assert.fail('was taken');
    };
    assert.match(
      advice(() => destroyTokens(env)),
      /^unset JALIEN_TOKEN_CERT/,
    );
    const usual = bench.write(bench.token('key').slice(bench.home.length + 1), 'chapter two');
    assert.match(
      advice(() => tokenFiles(bench.env)),
      new RegExp(`rm ${usual}$`),
    );
  });

  it('cannot take a token out of a variable', () => {
    refused({...bench.env, JALIEN_TOKEN_CERT: PEM, JALIEN_TOKEN_KEY: PEM}, /JALIEN_TOKEN_CERT holds a token/);
  });

  it('is told from the user certificate where that is in a variable, or nowhere', () => {
    const token = bench.write(bench.token('cert').slice(bench.home.length + 1), PEM);
    const env = {...bench.env, X509_USER_CERT: PEM, X509_USER_KEY: TOKEN.keyPem};
    assert.deepEqual(destroyTokens(env), [token]);
  });

  it('is not stored while another process is at it', async () => {
    const files = tokenFiles(bench.env);
    const lock = tokenLock(files);
    const storing = storeToken(files, TOKEN);
    await new Promise(setImmediate);
    assert.equal(existsSync(files.certificate), false);
    lock?.release();
    await storing;
    assert.equal(readFileSync(files.certificate, 'utf8'), PEM);
    assert.ok(tokenLock(files), 'the lock is free again');
  });

  it('may be where a part of its path is a file: then there is none', () => {
    const file = bench.write('file', '');
    assert.deepEqual(destroyTokens({...bench.env, ALIEN_CREDENTIALS_DIR: join(file, 'sub')}), []);
  });

  it('says which file stays', () => {
    const directory = bench.token('key');
    mkdirSync(directory);
    assert.throws(() => destroyTokens(bench.env), {exitCode: 5, message: /it is a directory/});
    assert.ok(existsSync(directory));
    assert.throws(() => tokenFiles(bench.env), {exitCode: 13});
  });

  it('says which file cannot be removed', () => {
    const path = bench.write(bench.token('cert').slice(bench.home.length + 1), PEM);
    const denied = Object.assign(new Error('denied'), {code: 'EACCES'});
    mock.method(fs, 'rmSync', () => {
      throw denied; // root is never refused, so it cannot be had in another way
    });
    syncBuiltinESMExports();
    try {
      const message = `${path} cannot be removed: EACCES.`;
      assert.throws(() => destroyTokens(bench.env), {exitCode: 13, message, cause: denied});
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
  });
});
