import assert from 'node:assert/strict';
import type {CertificateFacts} from '../../../src/lib/credentials/certificate.ts';
import {
  exposureProblem,
  noCredentials,
  type Rejection,
  timeProblem,
} from '../../../src/lib/credentials/rejection.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

/** What is said of a certificate whose time is so many minutes from now. */
function judged(begins: number, ends: number, kind: Rejection['kind'] = 'user') {
  const facts = {begins: inMinutes(begins), ends: inMinutes(ends)} as CertificateFacts;
  return timeProblem(kind, facts, 'file.pem', NOW);
}

describe('the time of a certificate', () => {
  it('is over ten minutes before its end, since a command may outlive it', () => {
    assert.equal(judged(-60, 11), undefined);
    assert.equal(judged(-60, 10), undefined);
    assert.match(judged(-60, 9)?.reason ?? '', /expires within ten minutes, at 2026-03-01 12:09/);
    assert.match(judged(-60, -1)?.reason ?? '', /expired at 2026-03-01 11:59/);
    assert.match(judged(-60, -11)?.reason ?? '', /expired at/);
    assert.equal(judged(-60, 9)?.problem, 'expired');
  });

  it('begins when it says', () => {
    assert.equal(judged(0, 60), undefined);
    assert.equal(judged(1, 60)?.problem, 'not-yet-valid');
    assert.match(judged(1, 60)?.next.join() ?? '', /clock/);
  });

  it('is renewed in another way for a token than for a user certificate', () => {
    assert.match(judged(-60, -1, 'token')?.next.join() ?? '', /token-init.*token-destroy/);
    assert.match(judged(-60, -1, 'user')?.next.join() ?? '', /cert import/);
  });
});

describe('a key that others can read', () => {
  const ours = process.getuid?.() ?? 0;

  it('is exposed by any right of others, not by those of its owner', () => {
    for (const mode of [0o600, 0o400, 0o700]) {
      assert.equal(exposureProblem('user', '/key', {mode, owner: ours}), undefined);
    }
    for (const mode of [0o640, 0o604, 0o610, 0o601, 0o620, 0o602]) {
      const problem = exposureProblem('user', '/key', {mode: 0o100_000 | mode, owner: ours});
      assert.match(problem?.reason ?? '', new RegExp(`mode 0${mode.toString(8)}\\)`));
    }
  });

  it('is shut by its owner, and copied by others', () => {
    const next = (kind: Rejection['kind'], owner: number) =>
      exposureProblem(kind, '/a key', {mode: 0o644, owner})?.next.join();
    assert.equal(next('user', ours), "chmod 600 '/a key'");
    assert.equal(next('token', ours), "chmod 400 '/a key'");
    assert.match(next('user', ours + 1) ?? '', /^It is not yours.*install -m 600/);
  });
});

describe('the error where there is nothing to log in with', () => {
  const rejection = (problem: Rejection['problem'], next: readonly string[] = ['do this']): Rejection => ({
    ...{kind: 'user', problem, reason: `is ${problem}`, next},
  });

  it('has the code and the advice of the first problem that is one', () => {
    for (const [problem, exitCode, message] of [
      ['expired', 127, /is expired/],
      ['mismatch', 42, /No usable/],
      ['exposed', 126, /No usable/],
      ['unfit', 126, /No usable/],
    ] as const) {
      const error = noCredentials([rejection('absent'), rejection(problem), rejection('unreadable')]);
      assert.deepEqual([error.exitCode, error.next], [exitCode, ['do this']]);
      assert.match(error.message, message);
      assert.match(error.message, /is absent\n.*\n.*is unreadable/);
    }
    assert.match(noCredentials([rejection('unfit', [])]).next.join(), /Mend or remove/);
  });

  it('tells where to get a certificate where there is none', () => {
    const error = noCredentials([rejection('absent'), rejection('absent')]);
    assert.equal(error.exitCode, 126);
    assert.match(error.next.join('\n'), /cert import[^]*sandbox start/);
  });
});
