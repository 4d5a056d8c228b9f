import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import type {XRootDError} from '../src/index.ts';
import {download, hashFiles, stat, upload} from '../src/index.ts';
import {type TestServer, useServer} from './server.ts';

const md5 = (data: string | Uint8Array): string => createHash('md5').update(data).digest('hex');

/** Calls of one turn of the event loop, which the addon gets all together. */
describe('many small files at once', () => {
  let scratch: string;
  let server: TestServer;
  const names = Array.from({length: 40}, (_, i) => `file-${i}`);
  const contentOf = (name: string): string => `the content of ${name}`;
  const sums = {checksums: ['md5'] as const};

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

  it('all arrive, but for those that cannot, which say why', async () => {
    const target = folder('down');
    writeFileSync(join(target, 'file-7'), 'is mine');
    const wanted = [...names.slice(0, 20), 'missing', ...names.slice(20)];
    const results = await Promise.allSettled(
      wanted.map((name) => download(server.url(`many/${name}`), join(target, name), sums)),
    );
    const failed = new Map<string, unknown>();
    for (const [i, result] of results.entries()) {
      const name = wanted[i] ?? '';
      if (result.status === 'rejected') failed.set(name, (result.reason as XRootDError).errno);
      else assert.equal(result.value.checksums.md5, md5(contentOf(name)));
    }
    assert.deepEqual(
      [...failed],
      [
        ['file-7', 17],
        ['missing', 2],
      ],
    );
    assert.equal(readFileSync(join(target, 'file-7'), 'utf8'), 'is mine');
    assert.deepEqual(readdirSync(target).sort(), [...names].sort());
  });

  it('all get there, but for those that cannot', async () => {
    const source = folder('up');
    for (const name of names) writeFileSync(join(source, name), contentOf(name));
    server.put('taken', 'is there');
    const urlOf = (name: string): string => server.url(name === 'file-3' ? 'taken' : `new/${name}`);
    const results = await Promise.allSettled(
      [...names, 'missing'].map((name) => upload(join(source, name), urlOf(name), sums)),
    );
    const failed = results.flatMap((result, i) => (result.status === 'rejected' ? [i] : []));
    assert.deepEqual(failed, [3, names.length]);
    assert.equal(readFileSync(server.file('taken'), 'utf8'), 'is there');
    for (const name of names.filter((each) => each !== 'file-3'))
      assert.equal((await stat(server.url(`new/${name}`))).size, contentOf(name).length);
  });

  it('that are aborted before they were begun leave nothing, and the others arrive', async () => {
    const target = folder('aborted');
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    const calls = names.map((name, i) =>
      download(server.url(`many/${name}`), join(target, name), {
        ...sums,
        ...(i % 2 === 0 && {signal: abort.signal}),
      }),
    );
    abort.abort(reason);
    const results = await Promise.allSettled(calls);
    for (const [i, result] of results.entries())
      if (i % 2 === 0) assert.equal(result.status === 'rejected' && result.reason, reason);
      else assert.equal(result.status, 'fulfilled');
    assert.deepEqual(readdirSync(target).sort(), names.filter((_, i) => i % 2 === 1).sort());
    assert.ok(!existsSync(join(target, 'file-0')));
  });

  it('are read for their md5 to their ends; what is no small file is left to others', async () => {
    const source = folder('hashed');
    const small = join(source, 'small');
    const link = join(source, 'link');
    const empty = join(source, 'empty');
    const limit = join(source, 'limit');
    const large = join(source, 'large');
    writeFileSync(small, 'small');
    symlinkSync(small, link);
    writeFileSync(empty, '');
    for (const [path, size] of [
      [limit, 1 << 20],
      [large, (1 << 20) + 1],
    ] as const) {
      writeFileSync(path, '');
      truncateSync(path, size);
    }
    const others = [large, source, join(source, 'missing'), '/dev/null', `${small}\0`, ''];
    const found = await hashFiles([small, link, empty, limit, ...others]);
    assert.deepEqual(found, [
      {size: 5, md5: md5('small')},
      {size: 5, md5: md5('small')},
      {size: 0, md5: md5('')},
      {size: 1 << 20, md5: md5(Buffer.alloc(1 << 20))},
      ...others.map(() => undefined),
    ]);
    assert.deepEqual(await hashFiles([]), []);
  });
});
