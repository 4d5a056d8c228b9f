import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {download, limitRate, upload} from '../src/index.ts';
import {type TestServer, useServer} from './server.ts';

const RATE = 4 << 20;
const CHUNK = 1 << 16;

describe('a limit of the rate', () => {
  let scratch: string;
  let server: TestServer;
  useServer((opened) => ({scratch, server} = opened));
  after(() => {
    limitRate(0);
  });

  it('holds for all transfers together, and changes nothing of what arrives', async () => {
    const data = randomBytes(700_001);
    const path = join(scratch, 'source');
    writeFileSync(path, data);
    const options = {chunkSize: CHUNK, checksums: ['md5'] as const, stallTimeout: 5000};
    limitRate(RATE);
    const start = performance.now();
    const urls = ['one', 'two'].map((name) => server.url(name));
    const up = await Promise.all(urls.map((url) => upload(path, url, options)));
    const down = await Promise.all(
      urls.map((url, index) => download(url, join(scratch, `copy${index}`), options)),
    );
    const seconds = (performance.now() - start) / 1000;
    const md5 = createHash('md5').update(data).digest('hex');
    for (const {bytes, checksums} of [...up, ...down])
      assert.deepEqual([bytes, checksums.md5], [data.length, md5]);
    // A tenth of a second's bytes may pass at once, and one chunk in advance.
    const least = (4 * data.length - CHUNK) / RATE - 0.1;
    assert.ok(seconds >= least, `${seconds} s, ${least} s are the least`);
  });

  it('does not make a waiting transfer look stalled', async () => {
    limitRate(CHUNK / 3);
    const data = join(scratch, 'slow');
    writeFileSync(data, randomBytes(2 * CHUNK));
    const {bytes} = await upload(data, server.url('slow'), {chunkSize: CHUNK, stallTimeout: 2000});
    assert.equal(bytes, 2 * CHUNK);
  });

  it('can be taken away in the middle', async () => {
    limitRate(1);
    const data = join(scratch, 'taken');
    writeFileSync(data, randomBytes(3 * CHUNK));
    let moved: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (moved = resolve));
    const done = upload(data, server.url('taken'), {
      chunkSize: CHUNK,
      onProgress: ({bytes}) => bytes > 0 && moved(),
    });
    await begun;
    limitRate(0);
    assert.equal((await done).bytes, 3 * CHUNK);
  });
});
