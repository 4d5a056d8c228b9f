import assert from 'node:assert/strict';
import {createHash, randomFillSync} from 'node:crypto';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {download} from '../src/index.ts';
import {type TestServer, useServer} from './server.ts';

const MEBIBYTE = 1 << 20;
/** From here on, files are written past the cache of the system where the disk takes that. */
const LARGE = 32 * MEBIBYTE;

describe('large downloads', () => {
  const data = randomFillSync(Buffer.allocUnsafe(LARGE + 3 * MEBIBYTE + 4097));
  let scratch: string;
  let server: TestServer;
  let path: string;

  useServer((opened) => {
    ({scratch, server} = opened);
    server.put('file', data);
    path = join(scratch, 'copy');
  });
  afterEach(() => rmSync(path, {force: true}));
  async function arrives(size: number, options: object): Promise<number> {
    const expected = data.subarray(0, size);
    const whole = {checksums: ['md5'], fsync: true, ...options} as const;
    const {bytes, checksums, resumed} = await download(server.url('file'), path, whole);
    assert.deepEqual([bytes, checksums.md5], [size, createHash('md5').update(expected).digest('hex')]);
    assert.ok(readFileSync(path).equals(expected), 'what lies on the disk is not what was sent');
    return resumed;
  }

  for (const size of [LARGE, LARGE + 1, LARGE + 4095, data.length - 1]) {
    it(`brings ${size} bytes`, async () => {
      await arrives(size, {length: size});
    });
  }

  for (const [what, tuning] of Object.entries({
    'pieces that are no whole blocks': {chunkSize: MEBIBYTE + 1, chunks: 5},
    'one piece at a time': {chunks: 1},
    'pieces in many requests': {chunkSize: 8192, chunks: 3},
  })) {
    it(`brings ${what}`, async () => {
      await arrives(data.length, tuning);
    });
  }

  for (const there of [17 * MEBIBYTE, 17 * MEBIBYTE + 1, LARGE + 5000, data.length]) {
    it(`goes on with ${there} bytes`, async () => {
      writeFileSync(path, data.subarray(0, there));
      const window = 16 * MEBIBYTE;
      const resumed = await arrives(data.length, {resume: true});
      assert.ok(resumed > there - window - 4096 && resumed <= there - window, `${resumed} of ${there}`);
    });
  }

  it('goes on past holes in the last pieces, which a killed process leaves', async () => {
    const partial = Buffer.from(data.subarray(0, 30 * MEBIBYTE));
    partial.fill(0, 15 * MEBIBYTE, 17 * MEBIBYTE);
    writeFileSync(path, partial);
    assert.equal(await arrives(data.length, {resume: true}), 14 * MEBIBYTE);
  });
});
