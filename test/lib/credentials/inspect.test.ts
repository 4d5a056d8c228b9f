import assert from 'node:assert/strict';
import {join} from 'node:path';
import {
  certificateLines,
  inspectCertificate,
  inspectUserCertificate,
} from '../../../src/lib/credentials/inspect.ts';
import {matchKey} from '../../../src/lib/credentials/match.ts';
import type {CredentialPlace} from '../../../src/lib/credentials/places.ts';
import {issue, keyOf} from '../trust/support/issue.ts';
import {ARCHIVE, CERTIFICATE, KEY} from './elliptic.ts';
import {Workbench} from './workbench.ts';

const SUBJECT = 'C=ch/O=Test/CN=ecuser';
const secret = () => Promise.resolve('secret');

describe('a certificate that is looked at', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());

  it('is shown with where it is, valid or not', () => {
    const path = bench.write('cert.pem', CERTIFICATE);
    const {facts, origin, pem} = inspectCertificate({path}, 'token');
    assert.deepEqual([facts.subject, origin, pem], [SUBJECT, path, CERTIFICATE]);
    const text = inspectCertificate({text: CERTIFICATE, variable: 'X509_USER_CERT'}, 'token');
    assert.equal(text.origin, 'the text in X509_USER_CERT');
    const over = issue('over', {begins: -60, ends: -1}).pem;
    assert.equal(inspectCertificate({text: over, variable: 'V'}, 'token').facts.subject, 'CN=over');
  });

  it('that is not there is told from one that cannot be read, with what helps', () => {
    const path = join(bench.home, 'no.pem');
    const absent = (what: string, next?: string[]) => {
      try {
        inspectCertificate({path}, what, next);
      } catch (error) {
        return error as {exitCode: number; message: string; next: string[]};
      }
      return assert.fail();
    };
    const token = absent('token');
    assert.deepEqual([token.exitCode, token.message], [2, `There is no token at ${path}.`]);
    assert.match(token.next.join(), /token-init/);
    assert.deepEqual(absent('user certificate').next, []);
    assert.deepEqual(absent('user certificate', ['this']).next, ['this']);
    assert.throws(() => inspectCertificate({path: bench.home}, 'token'), {exitCode: 5});
    assert.throws(() => inspectCertificate({path: bench.write('x', 'x')}, 'token'), {exitCode: 5});
  });

  it('of a user may be in an archive, where that is named', async () => {
    const archive = bench.write('me.p12', ARCHIVE);
    const found = await inspectUserCertificate(bench.env, archive, secret);
    assert.deepEqual([found.facts.subject, found.origin], [SUBJECT, archive]);
    assert.match(found.pem, /BEGIN CERTIFICATE/);
    bench.write('.globus/usercert.pem', CERTIFICATE);
    const pem = await inspectUserCertificate(bench.env, undefined, secret);
    assert.equal(pem.origin, join(bench.globus, 'usercert.pem'));
  });

  it('of a user that is not there is said to be in an archive that is', async () => {
    const archive = bench.write('.globus/me.p12', ARCHIVE);
    await assert.rejects(
      inspectUserCertificate(bench.env, undefined, secret),
      (error: Error & {exitCode: number; next: string[]}) => {
        assert.equal(error.exitCode, 2);
        assert.deepEqual(error.next, [
          `Look into ${archive}: alien cert-info --p12 ${archive}`,
          `Make PEM files of it: alien cert import ${archive}`,
        ]);
        return true;
      },
    );
  });

  it('is four lines for scripts', () => {
    const facts = {...inspectCertificate({text: CERTIFICATE, variable: 'V'}, 'x').facts};
    assert.deepEqual(certificateLines(facts), [
      `DN >>> ${SUBJECT}`,
      `ISSUER >>> ${SUBJECT}`,
      'BEGIN >>> 2020-01-01 00:00:00',
      'EXPIRE >>> 2120-01-01 00:00:00',
    ]);
  });
});

describe('certificate and key', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));
  afterEach(() => bench.remove());
  const place = (key: string, mode = 0o600): CredentialPlace => ({
    kind: 'user',
    certificate: {path: bench.write('cert.pem', CERTIFICATE)},
    key: {path: bench.write('key.pem', key, mode)},
  });

  it('belong together or not', async () => {
    const [certificate, key] = [join(bench.home, 'cert.pem'), join(bench.home, 'key.pem')];
    const together = await matchKey(place(KEY), 'user certificate', undefined);
    assert.deepEqual(together, {matches: true, certificate, key, warning: undefined});
    assert.equal((await matchKey(place(keyOf()), 'user certificate', undefined)).matches, false);
  });

  it('are compared although others can read the key, which is said', async () => {
    const {matches, warning} = await matchKey(place(KEY, 0o644), 'user certificate', undefined);
    assert.equal(matches, true);
    assert.match(warning ?? '', /key\.pem is open to others/);
    const variable = {text: KEY, variable: 'JALIEN_TOKEN_KEY'};
    const text = await matchKey({...place(KEY), key: variable}, 'token', undefined);
    assert.deepEqual(
      [text.matches, text.key, text.warning],
      [true, 'the text in JALIEN_TOKEN_KEY', undefined],
    );
  });
});
