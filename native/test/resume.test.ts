import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {
  existsSync,
  linkSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {download} from '../src/index.ts';
import {failsWith, onFirstBytes} from './fixture.ts';
import {type TestServer, useServer} from './server.ts';

const CHUNK = 65_536;
const WINDOW = 4 * CHUNK;
const OPTIONS = {chunkSize: CHUNK, chunks: 4, checksums: ['md5'] as const, resume: true};

describe('downloads that go on', () => {
  const data = randomBytes(30 * CHUNK + 17);
  const md5 = createHash('md5').update(data).digest('hex');
  let scratch: string;
  let server: TestServer;
  let path: string;
  let url: string;
  let count = 0;

  useServer((opened) => {
    ({scratch, server} = opened);
    writeFileSync(join(server.data, 'file'), data);
    url = server.url('file');
  });
  beforeEach(() => (path = join(scratch, `copy-${count++}`)));
  for (const there of [0, 1, WINDOW, WINDOW + 1, 20 * CHUNK, data.length - 1, data.length]) {
    it(`goes on with ${there} bytes of ${data.length}`, async () => {
      if (there > 0) writeFileSync(path, data.subarray(0, there));
      const result = await download(url, path, OPTIONS);
      assert.deepEqual(
        [result.bytes, result.resumed, result.checksums.md5],
        [data.length, Math.max(0, there - WINDOW), md5],
      );
      assert.ok(readFileSync(path).equals(data));
    });
  }

  it('mends holes in the last pieces, which a killed process leaves', async () => {
    const partial = Buffer.from(data.subarray(0, 20 * CHUNK));
    partial.fill(0, 17 * CHUNK, 18 * CHUNK);
    writeFileSync(path, partial);
    assert.equal((await download(url, path, OPTIONS)).checksums.md5, md5);
    assert.ok(readFileSync(path).equals(data));
  });

  it('shows by the checksum that the beginning is of another file', async () => {
    writeFileSync(path, randomBytes(20 * CHUNK));
    const result = await download(url, path, OPTIONS);
    assert.notEqual(result.checksums.md5, md5);
  });

  it('fetches all of it where more is there than the file has', async () => {
    writeFileSync(path, Buffer.concat([data, data]));
    const result = await download(url, path, OPTIONS);
    assert.deepEqual([result.resumed, result.checksums.md5], [0, md5]);
    assert.equal(statSync(path).size, data.length);
  });

  it('keeps what has arrived when it is cancelled', async () => {
    const huge = join(server.data, 'huge');
    writeFileSync(huge, '');
    truncateSync(huge, 2 ** 36);
    const stop = new AbortController();
    const options = {...OPTIONS, signal: stop.signal, ...onFirstBytes(() => stop.abort())};
    await assert.rejects(download(server.url('huge'), path, options), {name: 'AbortError'});
    assert.ok(statSync(path).size > 0);
  });

  it('takes no link, no second name of a file and no directory', async () => {
    const other = join(scratch, 'other');
    writeFileSync(other, 'mine');
    symlinkSync(other, path);
    await assert.rejects(download(url, path, OPTIONS), failsWith('local'));
    const twin = `${path}-twin`;
    linkSync(other, twin);
    await assert.rejects(download(url, twin, OPTIONS), failsWith('local', 17));
    assert.equal(readFileSync(other, 'utf8'), 'mine');
    await assert.rejects(download(url, scratch, OPTIONS), failsWith('local', 21));
    assert.ok(existsSync(scratch));
  });

  it('refuses to go on with a range, or without a checksum', async () => {
    await assert.rejects(download(url, path, {...OPTIONS, offset: 1}), TypeError);
    await assert.rejects(download(url, path, {resume: true}), TypeError);
  });
});
