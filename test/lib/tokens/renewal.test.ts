import assert from 'node:assert/strict';
import {createPrivateKey} from 'node:crypto';
import fs, {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {mock} from 'node:test';
import type {SessionEvent} from '../../../src/lib/session/requests/events.ts';
import type {Requester} from '../../../src/lib/session/requests/requester.ts';
import {isDue, renewToken, renewal} from '../../../src/lib/tokens/renewal.ts';
import {ARCHIVE, CERTIFICATE, KEY} from '../credentials/elliptic.ts';
import {Workbench, formsOf} from '../credentials/workbench.ts';
import {answerWith} from '../session/support/answers.ts';
import {STRONG, issue, keyOf} from '../trust/support/issue.ts';

const DAY = 24 * 60;
const USERS = 'C=ch/O=AliEn2/CN=Users/CN=demo';

/** A token as the service makes them. Times in minutes from now. */
const token = (times: {begins: number; ends: number}, subject = `${USERS}/OU=demo`) =>
  issue(subject, times).pem;

describe('a token that ends soon', () => {
  let bench: Workbench;
  let asked: (readonly string[])[];
  /** what the service sends next */
  let fresh: string;
  /** what happens while it is asked */
  let meanwhile: () => void;

  beforeEach(() => {
    bench = new Workbench();
    bench.write('.globus/usercert.pem', CERTIFICATE);
    bench.write('.globus/userkey.pem', KEY);
    asked = [];
    fresh = token({begins: 0, ends: DAY});
    meanwhile = () => undefined;
  });
  afterEach(() => bench.remove());

  const requester: Requester = {
    request: (_command, options = []) => {
      asked.push(options);
      meanwhile();
      return Promise.resolve(answerWith({}, [{tokencert: fresh, tokenkey: keyOf()}]));
    },
  };
  const have = (pem: string) => {
    for (const [part, text] of [
      ['cert', pem],
      ['key', keyOf()],
    ] as const) {
      rmSync(bench.token(part), {force: true}); // only root could write into what was stored
      writeFileSync(bench.token(part), text, {mode: 0o600});
    }
  };
  const stored = () => readFileSync(bench.token('cert'), 'utf8');
  const renew = (env: Record<string, string> = {}) => renewToken({env: {...bench.env, ...env}, requester});
  const dying = () => token({begins: -DAY, ends: 60});

  it('is replaced by one of the same length, in whole days', async () => {
    have(dying());
    assert.equal(await renew(), 'renewed');
    assert.equal(stored(), fresh);
    assert.deepEqual(asked, [['-v', '1']]);
    have(token({begins: -7 * DAY, ends: 60}));
    assert.equal(await renew(), 'renewed');
    have(token({begins: -100, ends: 5}));
    assert.equal(await renew(), 'renewed');
    assert.deepEqual(asked.slice(1), [
      ['-v', '7'],
      ['-v', '1'],
    ]);
  });

  it('keeps its role', async () => {
    have(token({begins: -DAY, ends: 60}, `${USERS}/OU=prod`));
    fresh = token({begins: 0, ends: DAY}, `${USERS}/OU=prod`);
    assert.equal(await renew(), 'renewed');
    assert.deepEqual(asked, [['-u', 'prod', '-v', '1']]);
  });

  it('is not replaced by one of another role, or one that ends no later', async () => {
    const old = dying();
    for (const other of [
      token({begins: 0, ends: DAY}, `${USERS}/OU=prod`),
      token({begins: 0, ends: 30}),
      old,
    ]) {
      have(old);
      fresh = other;
      assert.equal(await renew(), 'pointless');
      assert.equal(stored(), old);
    }
  });

  it('is left alone where it belongs to a job or a host, or variables name it', async () => {
    for (const subject of ['C=ch/O=AliEn2/CN=Jobs/CN=demo/OU=demo', USERS, 'CN=host']) {
      have(token({begins: -DAY, ends: 60}, subject));
      assert.equal(await renew(), 'not-ours', subject);
    }
    have(dying());
    assert.equal(await renew({JALIEN_TOKEN_CERT: bench.token('cert')}), 'not-ours');
    assert.deepEqual(asked, []);
  });

  it('is not asked for where there is none, or it lives long enough', async () => {
    assert.equal(await renew(), 'none');
    have('no certificate');
    assert.equal(await renew(), 'none');
    have(token({begins: -10, ends: DAY}));
    assert.equal(await renew(), 'not-due');
    assert.deepEqual(asked, []);
  });

  it('is not asked for where the user certificate cannot be used, or ends as early', async () => {
    have(dying());
    assert.equal(await renew({X509_USER_CERT: '/nowhere'}), 'pointless');
    for (const [ends, outcome] of [
      [60, 'pointless'],
      [61, 'renewed'],
    ] as const) {
      const cert = bench.write('cert.pem', issue('me', {ends, bits: STRONG}).pem);
      const key = bench.write('key.pem', keyOf(STRONG));
      have(token({begins: -DAY, ends: 60}));
      assert.equal(await renew({X509_USER_CERT: cert, X509_USER_KEY: key}), outcome);
    }
  });

  it('is not asked for where a pass phrase would have to be typed', async () => {
    have(dying());
    const encrypted = formsOf(createPrivateKey(KEY))['PKCS#8, encrypted'] ?? '';
    bench.write('.globus/userkey.pem', encrypted);
    assert.equal(await renew(), 'pointless');
    assert.equal(await renew({X509_USER_P12: bench.write('me.p12', ARCHIVE), HOME: '/nowhere'}), 'pointless');
    assert.deepEqual(asked, []);
  });

  it('is looked at again behind the lock: another process may just have replaced it', async () => {
    have(dying());
    const open = fs.openSync;
    mock.method(fs, 'openSync', (...words: Parameters<typeof open>) => {
      if (String(words[0]).endsWith('.lock')) have(token({begins: -10, ends: DAY}));
      return open(...words);
    });
    syncBuiltinESMExports();
    try {
      assert.equal(await renew(), 'not-due');
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
    assert.deepEqual(asked, []);
    have(dying());
    assert.equal(await renew(), 'renewed', 'the lock is free again');
  });

  it('is left to another process that has the lock by now', async () => {
    const old = dying();
    have(old);
    meanwhile = () => writeFileSync(`${bench.token('cert')}.lock`, 'another');
    assert.equal(await renew(), 'busy');
    assert.equal(stored(), old);
    assert.equal(readFileSync(`${bench.token('cert')}.lock`, 'utf8'), 'another');
    assert.equal(await renew(), 'busy');
    assert.equal(asked.length, 1, 'it is not even asked');
  });

  it('is due in the last tenth of its life, a day at the most', () => {
    const begins = new Date(0);
    const due = (days: number, left: number) => {
      const ends = new Date(days * 86_400_000);
      return isDue({begins, ends}, new Date(ends.getTime() - left));
    };
    assert.deepEqual([due(1, 8_640_000), due(1, 8_639_999)], [false, true]);
    assert.deepEqual([due(30, 86_400_000), due(30, 86_399_999)], [false, true]);
  });

  describe('while a session is open', () => {
    let closed: PromiseWithResolvers<void>;
    let opened: number;
    let clock: number;
    let observe: (event: SessionEvent) => void;
    const answer: SessionEvent = {kind: 'answer', command: 'ls', text: '', milliseconds: 1};

    beforeEach(() => {
      opened = 0;
      clock = Date.now();
      closed = Promise.withResolvers();
      const open = () => {
        opened++;
        return {...requester, close: () => closed.resolve()};
      };
      observe = renewal(bench.env, open, () => new Date(clock));
    });

    it('is replaced with the first sign of the service, and the own session is closed', async () => {
      have(dying());
      for (const kind of ['closed', 'throttled'])
        observe({kind, reason: '', milliseconds: 1} as SessionEvent);
      assert.equal(opened, 0);
      observe(answer);
      await closed.promise;
      assert.deepEqual([opened, stored()], [1, fresh]);
    });

    it('is looked at every ten minutes only', async () => {
      have(dying());
      meanwhile = () => {
        throw new Error('the service is ill');
      };
      observe(answer);
      await closed.promise;
      closed = Promise.withResolvers();
      clock += 599_999;
      observe(answer);
      assert.equal(opened, 1);
      clock += 1;
      observe(answer);
      await closed.promise;
      assert.equal(opened, 2, 'a failure is kept to itself, and tried again');
    });

    it('opens no session where it is not due', () => {
      have(token({begins: -10, ends: DAY}));
      observe(answer);
      assert.equal(opened, 0);
    });
  });
});
