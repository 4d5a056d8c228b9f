import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {downloadTogether, stat, uploadTogether, XRootDError} from '../src/index.ts';
import type {Fetched, FileToFetch, TogetherOptions, TransferResult} from '../src/index.ts';
import {gone, makeHuge} from './fixture.ts';
import {type TestServer, useServer} from './server.ts';

const md5 = (data: string): string => createHash('md5').update(data).digest('hex');

/** Many small files by one call of the addon. */
describe('files that are transferred together', () => {
  let scratch: string;
  let server: TestServer;
  const names = Array.from({length: 40}, (_, i) => `file-${i}`);
  const contentOf = (name: string): string => `the content of ${name}`;
  const modified = new Date('2024-05-01T12:00:00.123Z');

  useServer((opened) => {
    ({scratch, server} = opened);
    mkdirSync(server.file('many'));
    for (const name of names) server.put(`many/${name}`, contentOf(name));
  });

  function folder(name: string): string {
    const path = join(scratch, name);
    mkdirSync(path);
    return path;
  }

  const fetchOf = (directory: string, name: string): FileToFetch => ({
    url: server.url(`many/${name}`),
    path: join(directory, `.${name}.part`),
    target: join(directory, name),
    modified,
    size: contentOf(name).length,
    md5: md5(contentOf(name)),
  });

  /** What was told of each file; each may be told of only once. */
  async function results<Result>(
    call: (options: Pick<TogetherOptions<Result>, 'width' | 'onEnded'>) => Promise<void>,
  ): Promise<Map<number, Result | Error>> {
    const told = new Map<number, Result | Error>();
    const onEnded = (index: number, result: Result | Error): void => {
      assert.ok(!told.has(index));
      told.set(index, result);
    };
    await call({width: 8, onEnded});
    return told;
  }

  const down = (files: readonly FileToFetch[], more: Partial<TogetherOptions<Fetched>> = {}) =>
    results<Fetched>((options) => downloadTogether(files, {...options, ...more}));

  for (const count of [0, 1, 3, 40]) {
    it(`are read, proved and named, ${count} of them`, async () => {
      const directory = folder(`down-${count}`);
      const files = names.slice(0, count).map((name) => fetchOf(directory, name));
      const told = await down(files);
      assert.equal(told.size, count);
      for (const [i, {size, md5: sum}] of files.entries()) {
        const {seconds, ...rest} = told.get(i) as Fetched;
        assert.deepEqual(rest, {bytes: size, size, checksums: {md5: sum}});
        assert.ok(seconds >= 0);
      }
      assert.deepEqual(readdirSync(directory).sort(), names.slice(0, count).sort());
      for (const {target} of files) assert.equal(statSync(target).mtime.getTime(), modified.getTime());
    });
  }

  it('fail one by one, each with its own reason, and the others arrive', async () => {
    const directory = folder('failing');
    const [missing, taken, longer, shorter, other, unnamed, ...good] = names.map((name) =>
      fetchOf(directory, name),
    ) as [FileToFetch, FileToFetch, FileToFetch, FileToFetch, FileToFetch, FileToFetch];
    writeFileSync(taken.path, 'is mine');
    mkdirSync(unnamed.target);
    const files = [
      {...missing, url: server.url('many/missing')},
      taken,
      {...longer, size: 3},
      {...shorter, size: 300},
      {...other, md5: md5('another')},
      unnamed,
      ...good,
    ];
    const told = await down(files);
    const failed = [...told].flatMap(([i, result]) =>
      result instanceof XRootDError ? [[i, result.errno, result.url]] : [],
    );
    assert.deepEqual(failed.sort(), [
      [0, 2, server.url('many/missing')],
      [1, 17, taken.url],
    ]);
    assert.equal(readFileSync(taken.path, 'utf8'), 'is mine');
    const notLanded = [2, 3, 4].map((i) => (told.get(i) as Fetched).notLanded);
    assert.deepEqual(notLanded, ['differs', 'differs', 'differs']);
    assert.equal((told.get(2) as Fetched).size, longer.size);
    assert.equal((told.get(2) as Fetched).bytes, 3);
    assert.match(String((told.get(5) as Fetched).notLanded), /EISDIR|ENOTEMPTY|EEXIST/);
    for (const {target} of good as FileToFetch[]) assert.ok(existsSync(target));
    assert.ok(!existsSync(missing.path));
  });

  it('do not wait for one that takes longer, which leaves nothing when it is given up', async () => {
    const directory = folder('longer');
    server.put('huge', '');
    makeHuge(server.file('huge'));
    const huge = fetchOf(directory, 'huge');
    const files = [
      {...huge, url: server.url('huge'), size: statSync(server.file('huge')).size},
      ...names.slice(1).map((name) => fetchOf(directory, name)),
    ];
    const stop = new AbortController();
    const reason = new Error('no longer wanted');
    const ended = new Map<number, Fetched | Error>();
    const movingThen: number[] = [];
    await downloadTogether(files, {
      width: 4,
      signal: stop.signal,
      onEnded: (index, result, moving) => {
        ended.set(index, result);
        movingThen.push(moving);
        if (ended.size === files.length - 1) stop.abort(reason);
      },
    }).catch((error: unknown) => assert.equal(error, reason));
    assert.ok(movingThen.slice(0, files.length - 1).includes(1));
    assert.ok(!ended.has(0) || ended.get(0) === reason);
    assert.deepEqual(
      readdirSync(directory)
        .filter((name) => !name.startsWith('.'))
        .sort(),
      names.slice(1).sort(),
    );
    await gone(huge.path);
  });

  it('of a server that is silent fail each by that', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const {port} = silent.address() as AddressInfo;
    try {
      const urls = names.slice(0, 12).map((name) => `root://127.0.0.1:${port}//many/${name}`);
      const directory = folder('silent');
      const files = urls.map((url, i) => ({...fetchOf(directory, names[i] ?? ''), url}));
      const told = await down(files, {connectTimeout: 300, width: 4});
      assert.deepEqual(
        files.map((_, i) => {
          const {reason, opened, url} = told.get(i) as XRootDError;
          return {reason, opened, url};
        }),
        urls.map((url) => ({reason: 'connect', opened: false, url})),
      );
      assert.deepEqual(readdirSync(directory), []);
    } finally {
      silent.close();
    }
  });

  it('are sent, but for those that cannot be', async () => {
    const source = folder('up');
    for (const name of names) writeFileSync(join(source, name), contentOf(name));
    server.put('taken', 'is there');
    const urlOf = (name: string): string => server.url(name === 'file-3' ? 'taken' : `new/${name}`);
    const files = [...names, 'missing'].map((name) => ({path: join(source, name), url: urlOf(name)}));
    const told = await results<TransferResult>((options) => uploadTogether(files, options));
    const failed = [...told].flatMap(([i, result]) =>
      result instanceof XRootDError ? [[i, result.reason]] : [],
    );
    assert.deepEqual(failed.sort(), [
      [3, 'server'],
      [names.length, 'local'],
    ]);
    assert.equal(readFileSync(server.file('taken'), 'utf8'), 'is there');
    assert.deepEqual((told.get(7) as TransferResult).checksums, {md5: md5(contentOf('file-7'))});
    assert.equal((await stat(server.url('new/file-7'))).size, contentOf('file-7').length);
  });

  it('are refused where the call makes no sense', async () => {
    const file = fetchOf(scratch, 'file-0');
    await assert.rejects(down([{...file, path: 'a\0b'}]), TypeError);
    await assert.rejects(down([{...file, target: ''}]), TypeError);
    await assert.rejects(down([file], {width: 0}), RangeError);
    await assert.rejects(down([{...file, url: 'http://127.0.0.1/x'}]), XRootDError);
    await assert.rejects(down([file], {signal: AbortSignal.abort(new Error('before'))}), /before/);
    assert.ok(!existsSync(file.target));
  });
});
