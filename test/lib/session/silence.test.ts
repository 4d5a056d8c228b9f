import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import type {Socket} from 'node:net';
import {join} from 'node:path';
import {mock} from 'node:test';
import {createServer as createTlsServer} from 'node:tls';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {WebSocket} from 'ws';
import {connect} from '../../../src/lib/session/connect.ts';
import {forwarder, listen} from './support/servers.ts';

describe('a server that falls silent', () => {
  let grid: TestGrid;
  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());

  const sessionTo = (port: number, more: Record<string, string>, host = '127.0.0.1') =>
    connect({
      env: {
        ...grid.env(),
        ALIENPY_JCENTRAL: host,
        ALIENPY_JCENTRAL_PORT: String(port),
        ALIENPY_CONNECT_TRIES: '1',
        ...more,
      },
      userAgent: 'test',
    });
  const tlsServer = (onConnection: (socket: Socket) => void) => {
    const read = (name: string) => readFileSync(join(grid.dir, 'authority', name));
    const server = createTlsServer({
      cert: read('server.pem'),
      key: read('server.key'),
      maxVersion: 'TLSv1.2',
    });
    return server.on('secureConnection', onConnection);
  };

  it('before TLS: an error within the limit, and the connection is closed', async () => {
    const ended = Promise.withResolvers<void>();
    const server = await listen((socket) => socket.resume().on('close', ended.resolve));
    const session = sessionTo(server.port, {ALIEN_TLS_TIMEOUT: '0.05'});
    await assert.rejects(session.request('pwd'), {
      exitCode: 107,
      message: /said nothing \(TLS\) for 0.1 s/,
    });
    await ended.promise;
    await server.close();
  });

  it('after TLS: the same', async () => {
    const ended = Promise.withResolvers<void>();
    const server = await listen(
      (socket) => socket.resume().on('close', ended.resolve),
      '127.0.0.1',
      tlsServer,
    );
    const session = sessionTo(server.port, {ALIEN_UPGRADE_TIMEOUT: '0.05'});
    await assert.rejects(session.request('pwd'), {
      exitCode: 107,
      message: /said nothing \(websocket\) for 0.1 s/,
    });
    await ended.promise;
    await server.close();
  });

  it('when its host cannot even be reached', async () => {
    const proxy = await listen((socket) => socket.resume());
    const session = sessionTo(
      8097,
      {ALIEN_CONNECT_TIMEOUT: '0.05', HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`},
      'central.invalid',
    );
    await assert.rejects(session.request('pwd'), {exitCode: 107, message: /no answer for 0.1 s/});
    await proxy.close();
  });

  it('after the upgrade: 110, and neither a ping nor a request is awaited for ever', async () => {
    const line = await forwarder(grid.endpoint.port);
    const session = sessionTo(line.port, {ALIENPY_TIMEOUT: '0.3'});
    await session.request('pwd');
    line.freeze();
    await assert.rejects(session.request('pwd'), {exitCode: 110, message: /gave no answer for 0.3 s/});
    session.close();
    await line.close();
  });

  it('but works: pings are answered, and the whole wait has a limit of its own', async () => {
    grid.onRequest = () => 'hang';
    const session = sessionTo(grid.endpoint.port, {ALIENPY_TIMEOUT: '0.2', ALIEN_ANSWER_TIMEOUT: '0.7'});
    await assert.rejects(session.request('pwd'), {exitCode: 110, message: /gave no answer for 0.7 s/});
    grid.onRequest = undefined;
    assert.equal((await session.request('pwd')).metadata.exitcode, '0');
    session.close();
  });

  it('but only seemingly, since this process was stopped itself: the answer is awaited', async () => {
    const asked = Promise.withResolvers<void>();
    grid.onRequest = () => ({until: asked.promise});
    const ping = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'ping')?.value as () => void;
    const pings = mock.method(WebSocket.prototype, 'ping', function (this: WebSocket) {
      ping.call(this);
      // Before the pong can be read; it is time for the next ping then.
      if (pings.mock.callCount() === 0) setImmediate(stop);
      else asked.resolve();
    });
    const stop = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    const session = sessionTo(grid.endpoint.port, {ALIENPY_TIMEOUT: '0.2'});
    try {
      assert.equal((await session.request('pwd')).metadata.exitcode, '0');
    } finally {
      pings.mock.restore();
      grid.onRequest = undefined;
      session.close();
    }
  });

  it('when a JBox is meant: the central service is asked instead', async () => {
    const ended = Promise.withResolvers<void>();
    const jbox = await listen((socket) => socket.resume().on('close', ended.resolve));
    const events: string[] = [];
    const session = connect({
      env: {
        ...grid.env(),
        ALIENPY_JCENTRAL: '',
        JALIEN_HOST: '127.0.0.1',
        JALIEN_WSPORT: String(jbox.port),
        ALIEN_TLS_TIMEOUT: '0.05',
        ALIENPY_CONNECT_TRIES: '1',
        HTTPS_PROXY: 'http://127.0.0.1:1',
      },
      userAgent: 'test',
      observe: (event) =>
        events.push('endpoint' in event ? `${event.kind} ${event.endpoint.host}` : event.kind),
    });
    await assert.rejects(session.request('pwd'), {exitCode: 107, message: /proxy 127.0.0.1:1/});
    assert.deepEqual(events, [
      'connecting 127.0.0.1',
      'connect-failed 127.0.0.1',
      'connecting alice-jcentral.cern.ch',
      'connect-failed alice-jcentral.cern.ch',
    ]);
    await ended.promise;
    await jbox.close();
  });
});
