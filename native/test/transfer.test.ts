import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {download, stat, upload} from '../src/index.ts';
import {TestServer, makeScratch, removeScratch} from './server.ts';

const md5 = (data: Uint8Array): string => createHash('md5').update(data).digest('hex');

describe('transfers', () => {
  let scratch: string;
  let server: TestServer;

  before(async () => {
    scratch = makeScratch();
    server = await TestServer.start(scratch, 'one');
  });

  after(async () => {
    await server.stop();
    removeScratch(scratch);
  });

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
});
