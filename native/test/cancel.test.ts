import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync, statSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo, Socket} from 'node:net';
import {join} from 'node:path';
import {download, ping, stat, upload} from '../src/index.ts';
import {failsWith, gone, makeHuge, onFirstBytes} from './fixture.ts';
import {Proxy} from './proxy.ts';
import {TestServer, freePort, useServer} from './server.ts';

describe('ending a transfer early', () => {
  let scratch: string;
  let server: TestServer;
  let huge: string;
  let target: string;

  useServer((opened) => {
    ({scratch, server} = opened);
    huge = join(scratch, 'huge');
    target = join(scratch, 'target');
    makeHuge(huge);
    server.put('huge', '');
    makeHuge(server.file('huge'));
  });

  it('leaves no local file after an abort', async () => {
    const stop = new AbortController();
    const options = {signal: stop.signal, ...onFirstBytes(() => stop.abort())};
    await assert.rejects(download(server.url('huge'), target, options), {name: 'AbortError'});
    await gone(target);
  });

  it('leaves no remote file after an abort', async () => {
    const stop = new AbortController();
    let existed = false;
    const first = onFirstBytes(() => {
      existed = existsSync(server.file('aborted'));
      stop.abort();
    });
    await assert.rejects(upload(huge, server.url('aborted'), {signal: stop.signal, ...first}), {
      name: 'AbortError',
    });
    assert.ok(existed);
    await gone(server.file('aborted'));
  });

  it('keeps what has arrived if asked to', async () => {
    const stop = new AbortController();
    const kept = join(scratch, 'kept');
    const options = {signal: stop.signal, keepPartial: true, ...onFirstBytes(() => stop.abort())};
    await assert.rejects(download(server.url('huge'), kept, options), {name: 'AbortError'});
    assert.ok(statSync(kept).size > 0);
  });

  it("rejects with the signal's own reason, and at once if that came first", async () => {
    const reason = new RangeError('enough');
    const signal = AbortSignal.abort(reason);
    await assert.rejects(download(server.url('huge'), target, {signal}), (error) => error === reason);
    await assert.rejects(stat(server.url('huge'), {signal}), (error) => error === reason);
  });

  it('ends with what the progress function throws', async () => {
    const thrown = new Error('from the progress function');
    const options = onFirstBytes(() => {
      throw thrown;
    });
    await assert.rejects(download(server.url('huge'), target, options), (error) => error === thrown);
    await gone(target);
  });

  it('ends at the total timeout', async () => {
    await assert.rejects(download(server.url('huge'), target, {totalTimeout: 300}), failsWith('timeout'));
    await gone(target);
  });

  it('calls a transfer without data stalled', async () => {
    const proxy = await Proxy.start(server.port);
    const silent = proxy.silentAfter(5_000_000);
    const failure = assert.rejects(
      download(proxy.url('huge'), target, {stallTimeout: 2000}),
      failsWith('stalled'),
    );
    await Promise.all([silent, failure]);
    await gone(target);
    await proxy.stop();
  });

  it('goes on with a download after a lost connection', async () => {
    const proxy = await Proxy.start(server.port);
    const size = 20_000_000;
    server.put('twenty', Buffer.alloc(size, 'x'));
    const silent = proxy.silentAfter(5_000_000);
    const result = download(proxy.url('twenty'), join(scratch, 'twenty'), {checksums: ['md5']});
    await silent;
    void proxy.silentAfter(Infinity);
    proxy.hangUp();
    assert.equal((await result).bytes, size);
    assert.equal(proxy.accepted, 2);
    await proxy.stop();
  });

  it('gives an upload up after a lost connection, and nothing of it is persisted', async () => {
    const proxy = await Proxy.start(server.port);
    const silent = proxy.silentAfter(5_000_000);
    const result = assert.rejects(upload(huge, proxy.url('lost')), failsWith('connect'));
    await silent;
    void proxy.silentAfter(Infinity);
    proxy.hangUp();
    await result;
    await gone(server.file('lost'));
    await proxy.stop();
  });

  for (const direction of ['download', 'upload'] as const) {
    it(`ends a ${direction} when the server is killed`, async () => {
      const victim = await TestServer.start(scratch, `victim-${direction}`);
      victim.put('huge', '');
      makeHuge(victim.file('huge'));
      const options = {stallTimeout: 60_000, ...onFirstBytes(() => victim.signal('SIGKILL'))};
      const url = victim.url(direction === 'download' ? 'huge' : 'new');
      const transfer = direction === 'download' ? download(url, target, options) : upload(huge, url, options);
      await assert.rejects(transfer, failsWith('connect'));
      await gone(target);
      await victim.stop();
    });
  }

  it('says at once that a port is closed', async () => {
    const url = 'root://127.0.0.1:1//x';
    // Without an answer these would end with another reason.
    const options = {connectTimeout: 60_000, totalTimeout: 30_000};
    await assert.rejects(download(url, target, options), failsWith('connect'));
    await assert.rejects(upload(huge, url, options), failsWith('connect'));
    await assert.rejects(ping(url, options), failsWith('connect'));
  });

  it('may ask again a host that was down', async () => {
    const port = await freePort();
    const url = `root://127.0.0.1:${port}//huge`;
    await assert.rejects(ping(url), failsWith('connect'));
    const sockets: Socket[] = [];
    const relay = createServer((socket) => sockets.push(socket)).listen(port, '127.0.0.1');
    await once(relay, 'listening');
    // It accepts now and says nothing: another failure than before.
    await assert.rejects(stat(url, {connectTimeout: 300}), (error) => {
      return failsWith('connect')(error) && sockets.length === 1;
    });
    for (const socket of sockets) socket.destroy();
    relay.close();
  });

  it('gives a mute host up at the connect timeout', async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const url = `root://127.0.0.1:${(mute.address() as AddressInfo).port}//x`;
    const options = {connectTimeout: 300};
    await assert.rejects(download(url, target, options), failsWith('connect'));
    await assert.rejects(upload(huge, url, options), failsWith('connect'));
    await assert.rejects(ping(url, options), failsWith('connect'));
    for (const socket of sockets) socket.destroy();
    mute.close();
  });

  it('does not wait for a mute server to clean up', async () => {
    const proxy = await Proxy.start(server.port);
    writeFileSync(join(scratch, 'ten'), Buffer.alloc(10_000_000));
    const silent = proxy.silentAfter(3_000_000);
    const stop = new AbortController();
    const result = upload(join(scratch, 'ten'), proxy.url('mute'), {signal: stop.signal});
    const rejected = assert.rejects(result, {name: 'AbortError'});
    await silent;
    stop.abort();
    await rejected;
    await proxy.stop();
  });
});
