import assert from 'node:assert/strict';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  checksum,
  download,
  downloadTogether,
  ping,
  queryConfig,
  relay,
  remove,
  stat,
  thirdPartyCopy,
  upload,
  uploadTogether,
} from '../src/index.ts';
import type {CallOptions, TransferOptions} from '../src/index.ts';
import {onFirstBytes} from './fixture.ts';
import {Proxy} from './proxy.ts';
import {type TestServer, useServer} from './server.ts';

/** Less than XrdCl waits for a connection that it has, and more than a new one takes on any machine. */
const NEW_CONNECTION = {totalTimeout: 15_000};

/** Move a group of files. @throws what one of them has failed of */
async function inGroup(
  move: (onEnded: (index: number, result: unknown) => void) => Promise<void>,
): Promise<void> {
  const results: unknown[] = [];
  await move((_, result) => results.push(result));
  for (const result of results) if (result instanceof Error) throw result;
}

describe('a server that was silent and answers again', () => {
  let scratch: string;
  let server: TestServer;
  useServer((opened) => {
    ({scratch, server} = opened);
    writeFileSync(join(scratch, 'source'), 'content');
  });
  beforeEach(() => {
    server.put('file', 'content');
    for (const path of [server.file('new'), join(scratch, 'target')]) rmSync(path, {force: true});
  });

  type Options = CallOptions & TransferOptions;
  const CALLS: Readonly<Record<string, (proxy: Proxy, options: Options) => Promise<unknown>>> = {
    'a stat': (proxy, options) => stat(proxy.url('file'), options),
    'a removal': (proxy, options) => remove(proxy.url('file'), options),
    'a checksum': (proxy, options) => checksum(proxy.url('file'), options),
    'a ping': (proxy, options) => ping(proxy.url(''), options),
    'a query': (proxy, options) => queryConfig(proxy.url(''), ['version'], options),
    'a download': (proxy, options) => download(proxy.url('file'), join(scratch, 'target'), options),
    'an upload': (proxy, options) => upload(join(scratch, 'source'), proxy.url('new'), options),
    'a group of downloads': (proxy, options) =>
      inGroup((onEnded) =>
        downloadTogether(
          [{url: proxy.url('file'), path: join(scratch, 'part'), target: join(scratch, 'target'), size: 7}],
          {...options, width: 1, onEnded},
        ),
      ),
    'a group of uploads': (proxy, options) =>
      inGroup((onEnded) =>
        uploadTogether([{path: join(scratch, 'source'), url: proxy.url('new')}], {
          ...options,
          width: 1,
          onEnded,
        }),
      ),
    'a relay from it': (proxy, options) => relay(proxy.url('file'), server.url('new'), options),
    'a relay to it': (proxy, options) => relay(server.url('file'), proxy.url('new'), options),
  };

  /** Use the server through something that can fall silent. */
  async function through(use: (proxy: Proxy) => Promise<void>): Promise<void> {
    const proxy = await Proxy.start(server.port);
    try {
      await use(proxy);
    } finally {
      await proxy.stop();
    }
  }

  for (const [title, call] of Object.entries(CALLS)) {
    it(`is asked over a new connection after ${title} that it never took`, () =>
      through(async (proxy) => {
        void proxy.silentAfter(0);
        await assert.rejects(call(proxy, {connectTimeout: 100}));
        void proxy.silentAfter(Infinity);
        await call(proxy, NEW_CONNECTION);
      }));
  }

  for (const call of [relay, thirdPartyCopy])
    for (const isSource of [true, false])
      it(`is named as the ${isSource ? 'source' : 'target'} of a ${call.name} that never began`, () =>
        through(async (proxy) => {
          void proxy.silentAfter(0);
          const [source, target] = isSource
            ? [proxy.url('file'), server.url('new')]
            : [server.url('file'), proxy.url('new')];
          const result = call(source, target, {connectTimeout: 1000});
          await assert.rejects(result, {reason: 'connect', atSource: isSource});
        }));

  for (const [title, options] of [
    ['in time', () => ({connectTimeout: 100})],
    ['before all was over', () => ({totalTimeout: 100})],
    ['before it was given up', () => ({signal: AbortSignal.timeout(100)})],
  ] as const) {
    it(`is asked over a new connection where an old one brought no answer ${title}`, () =>
      through(async (proxy) => {
        const connection = 'mine';
        await stat(proxy.url('file'), {connection});
        void proxy.silentAfter(0);
        await assert.rejects(stat(proxy.url('file'), {connection, ...options()}));
        void proxy.silentAfter(Infinity);
        await stat(proxy.url('file'), {connection, ...NEW_CONNECTION});
        assert.equal(proxy.accepted, 2);
      }));
  }

  it('is asked over a new connection when a transfer has stalled', () =>
    through(async (proxy) => {
      server.put('file', Buffer.alloc(8_000_000));
      void proxy.silentAfter(4_000_000);
      const fetch = (options: TransferOptions) =>
        download(proxy.url('file'), join(scratch, 'target'), options);
      await assert.rejects(fetch({stallTimeout: 600}), {reason: 'stalled'});
      void proxy.silentAfter(Infinity);
      await fetch(NEW_CONNECTION);
    }));

  it('gets one new connection for all calls that had no answer', () =>
    through(async (proxy) => {
      const all = (options: CallOptions) =>
        Promise.allSettled(Array.from({length: 8}, () => stat(proxy.url('file'), options)));
      void proxy.silentAfter(0);
      await all({connectTimeout: 100});
      void proxy.silentAfter(Infinity);
      const states = (await all(NEW_CONNECTION)).map(({status}) => status);
      assert.deepEqual([...new Set(states), proxy.accepted], ['fulfilled', 2]);
    }));

  it('keeps its connection when calls over it go well, or are given up in the middle', () =>
    through(async (proxy) => {
      server.put('file', Buffer.alloc(50_000_000));
      const stop = new AbortController();
      const options = {signal: stop.signal, ...onFirstBytes(() => stop.abort()), chunkSize: 4096, chunks: 1};
      await assert.rejects(download(proxy.url('file'), join(scratch, 'target'), options), {
        name: 'AbortError',
      });
      await assert.rejects(stat(proxy.url('none')), {reason: 'server'});
      await stat(proxy.url('file'));
      assert.equal(proxy.accepted, 1);
    }));
});
