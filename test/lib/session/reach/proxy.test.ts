import assert from 'node:assert/strict';
import {connect as connectTcp, type Socket} from 'node:net';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {proxyFor} from '../../../../src/lib/session/reach/proxy.ts';
import {tunnel} from '../../../../src/lib/session/reach/tunnel.ts';
import {connect} from '../../../../src/lib/session/connect.ts';
import {listen} from '../support/servers.ts';

const central = {host: 'alice-jcentral.cern.ch', port: 8097};

describe('the proxy', () => {
  const proxy = (env: Record<string, string>, endpoint = central) => {
    const found = proxyFor(endpoint, env);
    return found && `${found.host}:${found.port}`;
  };

  it('is the one of HTTPS_PROXY, else of ALL_PROXY, in capitals or not', () => {
    assert.equal(proxy({}), undefined);
    assert.equal(proxy({HTTPS_PROXY: 'http://a:3128', ALL_PROXY: 'http://b'}), 'a:3128');
    assert.equal(proxy({https_proxy: 'a:3128/'}), 'a:3128');
    assert.equal(proxy({ALL_PROXY: 'http://b'}), 'b:80');
    assert.equal(proxy({all_proxy: 'http://[::1]:99'}), '::1:99');
  });

  it('is never used for this machine', () => {
    for (const host of ['localhost', 'LocalHost', '127.0.0.1', '127.1.2.3', '::1']) {
      assert.equal(proxy({HTTPS_PROXY: 'http://a'}, {host, port: 8097}), undefined, host);
    }
    assert.equal(proxy({HTTPS_PROXY: 'http://a'}, {host: '127.example.org', port: 1}), 'a:80');
  });

  it('is not used for what NO_PROXY names', () => {
    const used = (NO_PROXY: string) => proxy({HTTPS_PROXY: 'http://a', NO_PROXY}) !== undefined;
    for (const list of [
      '*',
      'cern.ch',
      '.cern.ch',
      '*.cern.ch',
      'x, ALICE-jcentral.cern.ch',
      'cern.ch:8097',
    ]) {
      assert.equal(used(list), false, list);
    }
    for (const list of ['', 'ern.ch', 'cern.ch:443', 'alice.cern.ch', '::1'])
      assert.equal(used(list), true, list);
  });

  it('has to be an HTTP one, and its password is not repeated', () => {
    assert.throws(
      () => proxy({ALL_PROXY: 'socks5://me:secret@a'}),
      (error: Error & {exitCode: number}) => {
        assert.equal(error.exitCode, 22);
        assert.match(error.message, /ALL_PROXY does not name an HTTP proxy/);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  });
});

describe('a session through a proxy', () => {
  let grid: TestGrid;
  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());

  /** Makes a tunnel to the sandbox, whatever it is asked for, and keeps the head of the request. */
  const tunnelling = async (reply = 'HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n') => {
    const heads: string[] = [];
    const server = await listen((socket: Socket) => {
      socket.once('data', (head: Buffer) => {
        heads.push(head.toString());
        const onward = connectTcp(grid.endpoint.port, '127.0.0.1');
        onward.on('error', () => socket.destroy());
        socket.write(reply.slice(0, 20));
        setImmediate(() => {
          socket.write(reply.slice(20));
          socket.pipe(onward).pipe(socket);
        });
        socket.on('close', () => onward.destroy());
      });
    });
    return {...server, heads};
  };
  const sessionThrough = (proxy: string, host: string) =>
    connect({
      env: {
        ...grid.env(),
        ALIENPY_JCENTRAL: host,
        ALIENPY_JCENTRAL_PORT: '8097',
        ALIENPY_CONNECT_TRIES: '1',
        HTTPS_PROXY: proxy,
      },
      userAgent: 'test',
    });

  it('asks for a tunnel, and verifies the server at its end all the same', async () => {
    const proxy = await tunnelling();
    const session = sessionThrough(`http://me:p%40ss@127.0.0.1:${proxy.port}`, 'central.invalid');
    grid.requests.length = 0;
    await assert.rejects(session.request('pwd'), {exitCode: 107, message: /certificate for another host/});
    assert.deepEqual(proxy.heads, [
      'CONNECT central.invalid:8097 HTTP/1.1\r\nHost: central.invalid:8097\r\n' +
        `Proxy-Authorization: Basic ${Buffer.from('me:p@ss').toString('base64')}\r\n\r\n`,
    ]);
    assert.equal(grid.requests.length, 0);
    await proxy.close();
  });

  it('gets what the service sends', async () => {
    const proxy = await tunnelling();
    // with the dot it is no name of this machine for us, but the certificate is good for it
    const session = sessionThrough(`http://127.0.0.1:${proxy.port}`, 'localhost.');
    assert.equal((await session.request('pwd')).metadata.currentdir, '/alice/cern.ch/user/d/demo/');
    assert.equal(proxy.heads.length, 1);
    session.close();
    await proxy.close();
  });

  it('fails with the reason of the proxy', async () => {
    const endpoint = {...central, origin: 'test'};
    const through = async (reply: string) => {
      const proxy = await tunnelling(reply);
      const target = {host: '127.0.0.1', port: proxy.port, variable: 'HTTPS_PROXY'};
      try {
        await tunnel(target, endpoint, {patience: 1000});
      } finally {
        await proxy.close();
      }
    };
    await assert.rejects(through('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'), {
      exitCode: 107,
      message: /\(HTTPS_PROXY\) refused a tunnel to alice-jcentral.cern.ch:8097: HTTP\/1.1 407 Proxy/,
    });
    await assert.rejects(through(`SSH-2.0-OpenSSH_9.2${'x'.repeat(20_000)}`), {
      exitCode: 107,
      message: /broke the connection off/,
    });
  });
});
