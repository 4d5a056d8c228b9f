import assert from 'node:assert/strict';
import {settingsOf} from '../../../../src/lib/settings/configured-settings.ts';
import {once} from 'node:events';
import type {AddressInfo, Server} from 'node:net';
import {createServer} from 'node:net';
import {type TlsOptions, createServer as createTlsServer} from 'node:tls';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {AlienError} from '../../../../src/lib/errors/errors.ts';
import {connectFailed} from '../../../../src/lib/session/reach/connect-errors.ts';
import {findLogin} from '../../../../src/lib/session/connection/login.ts';
import {reach} from '../../../../src/lib/session/reach/reach.ts';
import {connect} from '../../../../src/lib/session/connect.ts';

/** Answers the first bytes that come with these. */
const says = (bytes: Buffer | string): Server =>
  createServer((socket) => socket.on('error', () => socket.destroy()).once('data', () => socket.end(bytes)));

/** A fatal alert of this number (RFC 8446, section 6), as a server sends it in place of its hello. */
const alert = (number: number): Buffer => Buffer.from([0x15, 3, 3, 0, 2, 2, number]);

/** All numbers that were ever given to alerts of a handshake. */
const ALERTS = [
  10, 20, 21, 22, 30, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 60, 70, 71, 80, 86, 90, 109, 110, 111,
  112, 113, 114, 115, 116, 120,
];

describe('a session with a server whose TLS is wrong', () => {
  let grid: TestGrid;
  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());

  /** The error of a login there; afterwards no connection is left on either side. */
  const failureAt = async (server: Server): Promise<AlienError> => {
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const {port} = server.address() as AddressInfo;
    const env = {...grid.env(), ALIENPY_CONNECT_TRIES: '1', ALIENPY_JCENTRAL_PORT: String(port)};
    const session = connect({env, userAgent: 'test'});
    const error: unknown = await session.request('pwd').catch((reason: unknown) => reason);
    server.close();
    await once(server, 'close'); // only when all its connections are
    assert.ok(error instanceof AlienError, String(error));
    assert.doesNotMatch(error.message, /error:[0-9A-F]{8}|SSL routines|\.c:|undefined/);
    assert.ok(error.next.length > 0);
    return error;
  };
  const secure = (options: TlsOptions): Server => {
    const server = createTlsServer(options);
    return server.on('tlsClientError', () => undefined);
  };

  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    it(`that speaks ${version}: is told to be too old`, async () => {
      const {cert, key} = await grid.certificates.agedToken();
      const old = {minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0'} as const;
      const {message, exitCode} = await failureAt(secure({cert, key, ...old}));
      assert.match(message, /speaks only versions of TLS that are not safe any more.*TLS 1\.2/);
      assert.equal(exitCode, 107);
    });
  }

  it('whose certificate is not yet valid: the clocks are named', async () => {
    const {message, next} = await failureAt(secure(await grid.certificates.notYetValid()));
    assert.match(message, /has a certificate that is not yet valid/);
    assert.match(next.join(), /clock/);
    assert.doesNotMatch(message + next.join(), /looks right/);
  });

  for (const [what, greeting] of [
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['SSH', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['zeros', Buffer.alloc(64)],
  ] as const) {
    it(`that speaks ${what} and no TLS: says so`, async () => {
      assert.match((await failureAt(says(greeting))).message, /does not speak TLS on this port/);
    });
  }

  it('that closes the connection at once: says so', async () => {
    assert.match((await failureAt(says(''))).message, /broke while it was made/);
  });

  for (const number of ALERTS) {
    it(`that sends the alert ${number}: ends in plain words`, async () => {
      const {exitCode} = await failureAt(says(alert(number)));
      assert.ok(exitCode === 107 || exitCode === 129, String(exitCode));
    });
  }

  it('that sends an alert between the handshake and the login (TLS 1.3): nothing is thrown past the caller', async () => {
    const env = grid.env();
    const login = await findLogin({settings: settingsOf(env)});
    const [endpoint] = login.endpoints;
    assert.ok(endpoint);
    const socket = await reach({...login, endpoint});
    const told = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy(Object.assign(new Error('alert'), {code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'}));
    await told;
    assert.match(
      connectFailed(socket.errored ?? assert.fail(), {...login, endpoint}).message,
      /your certificate/,
    );
  });
});
