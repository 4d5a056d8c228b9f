import assert from 'node:assert/strict';
import type {AlienError} from '../../../../src/lib/errors/errors.ts';
import {readCertificate} from '../../../../src/lib/credentials/certificate.ts';
import {
  type ConnectionContext,
  connectFailed,
  reachAdvice,
  saysNothing,
  seconds,
  upgradeRefused,
} from '../../../../src/lib/session/reach/connect-errors.ts';
import type {Endpoint} from '../../../../src/lib/settings/endpoint.ts';
import {issue} from '../../trust/support/issue.ts';

const REMOTE: Endpoint = {host: 'alice.cern.ch', port: 8097, origin: 'the default'};
const SANDBOX: Endpoint = {host: 'localhost', port: 1, origin: 'ALIENPY_JCENTRAL', sandbox: '--name x'};
const ROOT = issue('Root', {ca: true});
const PERSON = readCertificate(issue('person', {issuer: ROOT}).pem);

/** All that an error may be told from. @param authority of this grid */
function context(authority = ROOT.pem, env: Record<string, string> = {}): ConnectionContext {
  const known: {readonly [Part in keyof ConnectionContext]: Partial<ConnectionContext[Part]>} = {
    endpoint: REMOTE,
    credentials: {certificate: PERSON, origin: '/my/cert'},
    trust: {all: {certificates: [authority], origin: '/etc/ca'}},
    settings: {env},
  };
  return known as ConnectionContext;
}

const failure = (code: string | undefined, its = context()): AlienError =>
  connectFailed(Object.assign(new Error('detail'), {...(code !== undefined && {code})}), its);
const facts = ({name, exitCode, message, next}: AlienError) => ({
  name,
  exitCode,
  message,
  next: next.join(' '),
});

describe('a connection that fails', () => {
  it('for the network says what is wrong with it, and may be tried again', () => {
    for (const [code, why] of [
      ['ECONNREFUSED', 'nothing listens there'],
      ['ENOTFOUND', 'the host name is not known'],
      ['EAI_AGAIN', 'the host name could not be looked up'],
      ['ETIMEDOUT', 'no answer in time'],
      ['EHOSTUNREACH', 'there is no route to it'],
      ['ENETUNREACH', 'there is no route to its network'],
      ['EADDRNOTAVAIL', 'detail'],
    ] as const) {
      const error = failure(code);
      assert.equal(error.message, `No connection to the central service at alice.cern.ch:8097: ${why}.`);
      assert.deepEqual([error.exitCode, error.mayPass], [107, true]);
      assert.match(error.next.join(), /Check the network and the default \(alice\.cern\.ch, port 8097\)/);
    }
  });

  it('for the certificate of the server names the authorities, and the variables that are not looked at', () => {
    const env = {SSL_CERT_FILE: '/x'};
    const unknown = facts(failure('SELF_SIGNED_CERT_IN_CHAIN', context(ROOT.pem, env)));
    assert.equal(unknown.exitCode, 107);
    assert.match(
      unknown.message,
      /not issued by an authority of this grid \(the default; authorities: \/etc\/ca\)/,
    );
    assert.match(unknown.next, /SSL_CERT_FILE is not looked at/);
    const expired = facts(failure('CERT_HAS_EXPIRED', context(ROOT.pem, env)));
    assert.match(expired.message, /a certificate that is expired/);
    assert.doesNotMatch(expired.next, /SSL_CERT_FILE/, 'other authorities would be of no help');
  });

  it('for the own certificate is the fault of the user', () => {
    const refused = facts(failure('ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED'));
    assert.deepEqual([refused.name, refused.exitCode], ['UserError', 129]);
    assert.match(refused.message, /alice\.cern\.ch:8097 takes your certificate for expired \(\/my\/cert\)/);
  });

  it('for an authority that this grid does not know is seen by an own look, whatever the server says', () => {
    const other = context(issue('Other', {ca: true}).pem);
    for (const code of ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'ECONNRESET', undefined]) {
      const {name, exitCode, message} = facts(failure(code, other));
      assert.deepEqual([name, exitCode], ['UserError', 129]);
      assert.match(
        message,
        /refused the certificate in \/my\/cert: it was issued by CN=Root.*authorities in \/etc\/ca/,
      );
    }
    assert.match(failure('ERR_SSL_WRONG_VERSION_NUMBER', other).message, /does not speak TLS/);
  });

  it('for neither, or for what no one knows, is one of the network', () => {
    const neither = facts(failure('ERR_SSL_WRONG_VERSION_NUMBER'));
    assert.deepEqual([neither.name, neither.exitCode], ['NetworkError', 107]);
    assert.match(neither.message, /does not speak TLS on this port \(the default\)/);
    const perhaps = facts(failure('ERR_SSL_NO_CIPHERS_AVAILABLE'));
    assert.deepEqual([perhaps.name, perhaps.exitCode], ['NetworkError', 107]);
    assert.match(perhaps.message, /both sides take \(the default\)/);
    for (const code of ['ECONNRESET', undefined]) {
      const broken = facts(failure(code));
      assert.equal(broken.exitCode, 107);
      assert.match(broken.message, /broke while it was made: detail/);
      assert.match(broken.next, /check the default/);
    }
  });

  it('keeps its cause', () => {
    for (const code of ['ECONNREFUSED', 'CERT_HAS_EXPIRED', 'ECONNRESET', 'ERR_SSL_WRONG_VERSION_NUMBER']) {
      assert.equal((failure(code).cause as Error).message, 'detail');
    }
  });
});

describe('a session that is refused', () => {
  it('for a certificate that is not registered is the fault of the user, for anything else it is not', () => {
    const unknown = facts(upgradeRefused(401, context()));
    assert.deepEqual([unknown.name, unknown.exitCode], ['UserError', 129]);
    assert.match(unknown.message, /does not know the certificate CN=person \(\/my\/cert\)/);
    const other = facts(upgradeRefused(502, context()));
    assert.deepEqual([other.name, other.exitCode], ['NetworkError', 107]);
    assert.match(other.message, /HTTP status 502/);
    assert.match(other.next, /Check that the default names a central service/);
  });

  it('by silence says where it stopped, and for how long', () => {
    assert.match(saysNothing('connect', 500, REMOTE).message, /: no answer for 0\.5 s\.$/);
    assert.match(saysNothing('tls', 20_000, REMOTE).message, /\(TLS\) for 20 s\.$/);
    assert.match(saysNothing('upgrade', 1000, REMOTE).message, /\(websocket\) for 1 s\.$/);
    assert.deepEqual([49, 51, 9949, 9999, 10_000, 12_400, 12_500].map(seconds), [
      '0 s',
      '0.1 s',
      '9.9 s',
      '10 s',
      '10 s',
      '12 s',
      '13 s',
    ]);
  });

  it('on this machine may be that of a sandbox that does not run', () => {
    assert.match(
      reachAdvice(SANDBOX).join(),
      /"alien sandbox status --name x".*"alien sandbox start --name x"/,
    );
    assert.match(reachAdvice({...REMOTE, host: '127.0.0.1'}).join(), /"alien sandbox status" whether/);
    assert.doesNotMatch(reachAdvice(REMOTE).join(), /sandbox/);
  });
});
