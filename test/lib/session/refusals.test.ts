import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createServer as createTlsServer} from 'node:tls';
import {startGrid, type TestGrid, useCredentials} from '@alien-grid/plugin-sandbox/testing';
import {connect} from '../../../src/lib/session/connect.ts';

describe('a session that cannot be had', () => {
  let grid: TestGrid;
  let dir: string;
  before(async () => {
    grid = await startGrid();
    dir = mkdtempSync(join(tmpdir(), 'alien-refusals-'));
  });
  after(async () => {
    await grid.stop();
    rmSync(dir, {recursive: true});
  });

  const refusal = async (env: Record<string, string>, expected: {exitCode: number; message: RegExp}) => {
    const more = {ALIENPY_CONNECT_TRIES: '1', ...env};
    const session = connect({env: {...grid.env(), ...more}, userAgent: 'test'});
    await assert.rejects(session.request('pwd'), expected);
  };

  it('without a server: 107, and the sandbox is named as the thing to start', async () => {
    const port = await closedPort();
    const session = connect({
      env: {...grid.env(), ALIENPY_JCENTRAL_PORT: String(port), ALIENPY_CONNECT_TRIES: '1'},
      userAgent: 'test',
    });
    await assert.rejects(session.request('pwd'), (error: Error & {exitCode: number; next: string[]}) => {
      assert.equal(error.exitCode, 107);
      assert.match(error.message, new RegExp(`localhost:${port}: nothing listens there`));
      assert.match(error.next.join(), /alien sandbox start/);
      return true;
    });
  });

  it('tries as often as it is told to', async () => {
    const server = createServer((socket) => socket.destroy());
    let connections = 0;
    server.on('connection', () => connections++);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const {port} = server.address() as AddressInfo;
    const env = {
      ALIENPY_JCENTRAL: '127.0.0.1',
      ALIENPY_JCENTRAL_PORT: String(port),
      ALIENPY_CONNECT_TRIES: '3',
      ALIENPY_CONNECT_TRIES_INTERVAL: '0.01',
    };
    await refusal(env, {exitCode: 107, message: /broke while it was made/});
    server.close();
    assert.equal(connections, 3);
  });

  it('with a certificate that nobody has registered: 129', async () => {
    const env = useCredentials(grid.env(), await grid.certificates.unregistered(), dir);
    await refusal(env, {exitCode: 129, message: /does not know the certificate .*CN=nobody/});
  });

  it('with a certificate of another authority: 129, and the cause from our own look', async () => {
    const env = useCredentials(grid.env(), await grid.certificates.foreign(), dir);
    await refusal(env, {
      exitCode: 129,
      message: /issued by .*Foreign CA, which is not among the authorities/,
    });
  });

  it('with an expired certificate: 127, and no connection is tried', async () => {
    const env = useCredentials(grid.env(), await grid.certificates.expired(), dir);
    await refusal({...env, ALIENPY_JCENTRAL: 'never.invalid'}, {exitCode: 127, message: /expired at \d{4}-/});
  });

  it('with a server whose authority is not ours: nothing is sent to it', async () => {
    const X509_CERT_DIR = join(dir, 'other-authorities');
    mkdirSync(X509_CERT_DIR);
    writeFileSync(join(X509_CERT_DIR, 'other.pem'), (await grid.certificates.foreign()).cert);
    grid.requests.length = 0;
    await refusal(
      {X509_CERT_DIR},
      {exitCode: 107, message: /certificate that was not issued by an authority of this grid/},
    );
    assert.equal(grid.requests.length, 0);
  });

  it('with a server that shows the certificate of another host', async () => {
    // the sandbox is known as localhost and 127.0.0.1, so 127.0.0.2 is somebody else
    const proxy = await forwarder('127.0.0.2', grid.endpoint.port);
    try {
      const env = {ALIENPY_JCENTRAL: '127.0.0.2', ALIENPY_JCENTRAL_PORT: String(proxy.port)};
      await refusal(env, {exitCode: 107, message: /certificate for another host/});
    } finally {
      proxy.close();
    }
  });

  it('with a server whose certificate is expired', async () => {
    const {cert, key} = await grid.certificates.expired();
    const server = createTlsServer({cert, key}).listen(0, 'localhost');
    await once(server, 'listening');
    try {
      const env = {ALIENPY_JCENTRAL_PORT: String((server.address() as AddressInfo).port)};
      await refusal(env, {exitCode: 107, message: /has a certificate that is expired/});
    } finally {
      server.close();
    }
  });

  it('without any authority', async () => {
    const empty = join(dir, 'no-authorities');
    mkdirSync(empty);
    await refusal({X509_CERT_DIR: empty}, {exitCode: 126, message: /No certificate authorities/});
  });

  it('with an encrypted key and nobody to ask', async () => {
    const {generateKeyPairSync} = await import('node:crypto');
    const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
    const key = join(dir, 'encrypted.pem');
    writeFileSync(
      key,
      privateKey.export({type: 'pkcs8', format: 'pem', cipher: 'aes256', passphrase: 'secret'}),
      {mode: 0o600},
    );
    await refusal({X509_USER_KEY: key}, {exitCode: 126, message: /needs a pass phrase/});
  });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function forwarder(host: string, target: number): Promise<{port: number; close: () => void}> {
  const {connect} = await import('node:net');
  const server = createServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {port: (server.address() as AddressInfo).port, close: () => server.close()};
}
