import assert from 'node:assert/strict';
import {createPrivateKey} from 'node:crypto';
import {UserError} from '../../../src/lib/errors/errors.ts';
import {
  isEncrypted,
  readPrivateKey,
  unlockPrivateKey,
  withPassphrase,
} from '../../../src/lib/credentials/private-key.ts';
import {CERTIFICATE, KEY} from './elliptic.ts';
import {formsOf} from './workbench.ts';

const FORMS = formsOf(createPrivateKey(KEY));

describe('a private key', () => {
  it('is encrypted or not, and opens with its pass phrase', async () => {
    for (const [form, pem] of Object.entries(FORMS)) {
      const needsOne = form.includes('encrypted');
      assert.equal(isEncrypted(pem), needsOne, form);
      const asked: string[] = [];
      const ask = (origin: string) => {
        asked.push(origin);
        return Promise.resolve('secret');
      };
      assert.equal((await unlockPrivateKey(pem, 'file', ask)).type, 'private');
      assert.deepEqual(asked, needsOne ? ['file'] : [], form);
      if (!needsOne) continue;
      const locked = {exitCode: 126, message: /file needs a pass phrase/};
      assert.throws(() => readPrivateKey(pem, 'file'), locked);
      await assert.rejects(unlockPrivateKey(pem, 'file', undefined), locked);
      assert.throws(() => readPrivateKey(pem, 'file', 'wrong'), {exitCode: 126, message: /does not open/});
      assert.throws(() => readPrivateKey(pem, 'file', ''), {exitCode: 126, message: /does not open/});
    }
  });

  it('is named for what it is where it is none', () => {
    for (const [text, message] of [
      ['', /file does not hold a key in PEM form: it is empty/],
      ['  \n', /it is empty/],
      [CERTIFICATE, /it holds a certificate/],
      ['hello', /it is something else/],
      ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', /is damaged, or of a kind/],
    ] as const) {
      assert.throws(() => readPrivateKey(text, 'file'), {exitCode: 5, message});
    }
  });
});

describe('a pass phrase', () => {
  const opened = async (results: (Error | string)[]) => {
    const attempts: (number | undefined)[] = [];
    const ask = (_origin: string, attempt?: number) => {
      attempts.push(attempt);
      return Promise.resolve('words');
    };
    const outcome = await withPassphrase('file', ask, (words) => {
      assert.equal(words, 'words');
      const result = results.shift() ?? assert.fail('asked too often');
      if (result instanceof Error) throw result;
      return result;
    }).catch((error: unknown) => error);
    return {attempts, outcome};
  };
  const wrong = () => new UserError('wrong', {code: 'NO_PASSPHRASE'});

  it('is asked for again where it is wrong, three times at the most', async () => {
    assert.deepEqual(await opened([wrong(), 'open']), {attempts: [1, 2], outcome: 'open'});
    const last = wrong();
    assert.deepEqual(await opened([wrong(), wrong(), last]), {attempts: [1, 2, 3], outcome: last});
  });

  it('is not asked for again where something else is wrong', async () => {
    for (const failure of [new UserError('damaged', {code: 'INPUT_OUTPUT'}), new Error('bug')]) {
      assert.deepEqual(await opened([failure]), {attempts: [1], outcome: failure});
    }
  });

  it('is asked for again where it is found wrong only later', async () => {
    const ask = () => Promise.resolve('words');
    const results = [Promise.reject(wrong()), Promise.resolve('open')];
    results[0]?.catch(() => undefined);
    assert.equal(await withPassphrase('file', ask, () => results.shift() ?? assert.fail()), 'open');
  });
});
