import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {checksum, download, stat, upload} from '../src/index.ts';
import type {Progress} from '../src/index.ts';
import {Proxy} from './proxy.ts';
import {type TestServer, useServer} from './server.ts';

const md5 = (data: Uint8Array): string => createHash('md5').update(data).digest('hex');

describe('transfers', () => {
  let scratch: string;
  let server: TestServer;

  useServer((opened) => ({scratch, server} = opened));

  // Around the borders of a chunk of 64 KiB, and many of them.
  for (const size of [0, 1, 65_535, 65_536, 65_537, 5_000_001]) {
    it(`brings ${size} bytes there and back`, async () => {
      const data = randomBytes(size);
      const path = join(scratch, `source-${size}`);
      const copy = join(scratch, `copy-${size}`);
      const url = server.url(`deep/er/file-${size}`);
      writeFileSync(path, data);
      const options = {chunkSize: 65_536, chunks: 7, checksums: ['md5'] as const};

      const up = await upload(path, url, options);
      assert.deepEqual([up.bytes, up.checksums.md5], [size, md5(data)]);
      assert.equal((await stat(url)).size, size);

      const down = await download(url, copy, options);
      assert.deepEqual([down.bytes, down.checksums.md5], [size, md5(data)]);
      assert.ok(readFileSync(copy).equals(data));
    });
  }

  describe('of a range', () => {
    const data = randomBytes(1_000_001);
    const END = data.length;
    const ranges: readonly (readonly [string, {offset?: number; length?: number}, number, number])[] = [
      ['the beginning', {length: 10}, 0, 10],
      ['a piece over many chunks', {offset: 65_530, length: 300_000}, 65_530, 365_530],
      ['all but the beginning', {offset: 999_999}, 999_999, END],
      ['the end', {offset: -7}, END - 7, END],
      ['a piece near the end', {offset: -7, length: 3}, END - 7, END - 4],
      ['more than there is', {offset: -2_000_000, length: 3_000_000}, 0, END],
      ['nothing', {offset: 5, length: 0}, 5, 5],
      ['what is behind the end', {offset: END + 1, length: 5}, END, END],
    ];
    for (const [name, range, begin, end] of ranges) {
      it(`brings ${name}`, async () => {
        server.put('ranged', data);
        const path = join(scratch, 'range');
        const options = {...range, chunkSize: 65_536, checksums: ['md5'] as const, overwrite: true};
        const {bytes, size, checksums} = await download(server.url('ranged'), path, options);
        assert.deepEqual([bytes, size], [end - begin, END]);
        assert.ok(readFileSync(path).equals(data.subarray(begin, end)));
        assert.equal(checksums.md5, md5(data.subarray(begin, end)));
      });
    }

    it('refuses a range that is none', async () => {
      for (const range of [{offset: 0.5}, {length: -1}, {length: NaN}])
        await assert.rejects(download(server.url('ranged'), join(scratch, 'range'), range), RangeError);
    });
  });

  it('takes file names of any kind literally', async () => {
    const names = [
      'with blank',
      '-rf',
      'it\'s "quoted"',
      'ünï-文件',
      'a?b&c=d#%41',
      'x.meta4',
      'n'.repeat(250),
      'a\nb',
    ];
    for (const name of names) {
      const path = join(scratch, name);
      writeFileSync(path, name);
      await upload(path, server.url('named'), {overwrite: true});
      rmSync(path);
      await download(server.url('named'), path);
      assert.equal(readFileSync(path, 'utf8'), name);
    }
    const meta = join(scratch, 'not-a-metalink');
    writeFileSync(meta, 'plain');
    await upload(meta, server.url('file.meta4'));
    await download(server.url('file.meta4'), join(scratch, 'still-plain'));
    assert.equal(readFileSync(join(scratch, 'still-plain'), 'utf8'), 'plain');
  });

  it('gives checksums in lower case with their leading zeros', async () => {
    // The md5 of this begins with a zero, its adler32 with two.
    const content = 'c3';
    const path = join(scratch, 'zeros');
    writeFileSync(path, content);
    const {checksums} = await upload(path, server.url('zeros'), {checksums: ['md5', 'adler32']});
    assert.deepEqual(checksums, {md5: md5(Buffer.from(content)), adler32: '00fb0097'});
    assert.deepEqual(await checksum(server.url('zeros'), {type: 'adler32'}), {
      type: 'adler32',
      value: '00fb0097',
    });
    assert.deepEqual(await checksum(server.url('zeros'), {type: 'md5'}), {
      type: 'md5',
      value: md5(Buffer.from(content)),
    });
  });

  it('gives the checksums that were asked for and no others', async () => {
    server.put('three', 'abc');
    const none = await download(server.url('three'), join(scratch, 'none'));
    assert.deepEqual(none.checksums, {});
    const one = await download(server.url('three'), join(scratch, 'one-sum'), {checksums: ['adler32']});
    assert.deepEqual(one.checksums, {adler32: '024d0127'});
  });

  it('starts 500 transfers at once', async () => {
    const data = randomBytes(10_000);
    server.put('small', data);
    const paths = Array.from({length: 500}, (_, index) => join(scratch, `many-${index}`));
    const options = {checksums: ['md5'] as const};
    const results = await Promise.all(paths.map((path) => download(server.url('small'), path, options)));
    assert.ok(results.every(({checksums}) => checksums.md5 === md5(data)));
    assert.ok(paths.every((path) => readFileSync(path).equals(data)));
    await Promise.all(paths.map((path, index) => upload(path, server.url(`many/${index}`))));
    assert.equal(readdirSync(server.file('many')).length, 500);
  });

  it('starts 50 big transfers at once within bounded memory', async () => {
    // Without a bound 50 x 32 chunks of 1 MiB would be 1.6 GiB.
    const size = 40 * 2 ** 20;
    server.put('big', '');
    truncateSync(server.file('big'), size);
    const before = process.memoryUsage().rss;
    let most = 0;
    const options = {
      chunks: 32,
      overwrite: true,
      onProgress: () => void (most = Math.max(most, process.memoryUsage().rss - before)),
    };
    const transfers = Array.from({length: 50}, async () => download(server.url('big'), '/dev/null', options));
    const results = await Promise.all(transfers);
    assert.ok(results.every(({bytes}) => bytes === size));
    assert.ok(most > 0 && most < 900 * 2 ** 20, `${most} bytes`);
  });

  it('tells its progress, which ends with the whole', async () => {
    const size = 30_000_000;
    server.put('thirty', Buffer.alloc(size));
    const seen: Progress[] = [];
    const onProgress = (progress: Progress): void => void seen.push(progress);
    await download(server.url('thirty'), join(scratch, 'thirty'), {onProgress, progressInterval: 1});
    assert.deepEqual({...seen.at(-1), rate: 0}, {bytes: size, total: size, rate: 0});
    assert.ok(seen.every(({bytes}, index) => index === 0 || bytes >= (seen[index - 1]?.bytes ?? 0)));
  });

  it('gives a new file the permissions asked for', async () => {
    server.put('secret', 'x');
    const path = join(scratch, 'secret');
    await download(server.url('secret'), path, {mode: 0o600, fsync: true});
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('asks for missing directories only if wanted', async () => {
    const proxy = await Proxy.start(server.port);
    const path = join(scratch, 'plain');
    writeFileSync(path, 'x');
    await upload(path, proxy.url('made'));
    await upload(path, proxy.url('not-made'), {makePath: false});
    // Some servers make them in any case, so look at what they were asked. In a kXR_open request the
    // options are the two bytes that end 14 before the length of the path, which ends it.
    const makesPath = (name: string): boolean => {
      const said = proxy.said();
      return (said.readUInt16BE(said.indexOf(`/${name}`) - 18) & 0x0100) !== 0;
    };
    assert.deepEqual([makesPath('made'), makesPath('not-made')], [true, false]);
    await proxy.stop();
  });

  it('uses a connection of its own for each name', async () => {
    const proxy = await Proxy.start(server.port);
    server.put('tiny', 'x');
    for (const connection of ['a', 'b', 'a', 'b']) await stat(proxy.url('tiny'), {connection});
    assert.equal(proxy.accepted, 2);
    await proxy.stop();
  });
});
