import assert from 'node:assert/strict';
import {createHash, randomFillSync} from 'node:crypto';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {download, relay, upload} from '../src/index.ts';
import {type TestServer, useServer} from './server.ts';

const KIBIBYTE = 1024;
/** From here on a piece is hashed together with those of other transfers. */
const TOGETHER = 128 * KIBIBYTE;

describe('checksums of many transfers at once', () => {
  // Pieces of one length, of many, of no whole blocks, too short for it: nearly every transfer meets others.
  const sizes = Array.from(
    {length: 24},
    (_, i) => TOGETHER * (1 + (i % 7)) + ([0, 1, 63, 64, 65, 4000][i % 6] ?? 0),
  );
  const data = randomFillSync(Buffer.allocUnsafe(Math.max(...sizes) + sizes.length));
  const contents = sizes.map((size, i) => data.subarray(i, i + size));
  const expected = contents.map((content) => createHash('md5').update(content).digest('hex'));
  let scratch: string;
  let server: TestServer;

  useServer((opened) => {
    ({scratch, server} = opened);
    for (const [i, content] of contents.entries()) {
      server.put(`file-${i}`, content);
      writeFileSync(join(scratch, `source-${i}`), content);
    }
  });
  const ways = {
    downloads: async (i: number, options: object) => {
      const path = join(scratch, `copy-${i}`);
      const result = await download(server.url(`file-${i}`), path, options);
      rmSync(path);
      return result;
    },
    uploads: (i: number, options: object) =>
      upload(join(scratch, `source-${i}`), server.url(`new-${i}`), {...options, overwrite: true}),
    'copies between servers': (i: number, options: object) =>
      relay(server.url(`file-${i}`), server.url(`again-${i}`), {...options, overwrite: true}),
  };

  for (const [name, way] of Object.entries(ways)) {
    for (const chunkSize of [TOGETHER, TOGETHER + 1, KIBIBYTE * KIBIBYTE]) {
      it(`are those of each of the ${name}, in pieces of ${chunkSize} bytes`, async () => {
        const options = {checksums: ['md5'], chunkSize, chunks: 3};
        const results = await Promise.all(sizes.map((_, i) => way(i, options)));
        assert.deepEqual(
          results.map(({checksums}) => checksums.md5),
          expected,
        );
      });
    }
  }

  it('may be of both kinds', async () => {
    const results = await Promise.all(sizes.map((_, i) => ways.uploads(i, {checksums: ['md5', 'adler32']})));
    assert.deepEqual(
      results.map(({checksums}) => checksums.md5),
      expected,
    );
    assert.ok(results.every(({checksums}) => /^[\da-f]{8}$/.test(checksums.adler32 ?? '')));
  });
});
