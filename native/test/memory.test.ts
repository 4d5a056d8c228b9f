import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash, randomFillSync} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type TestServer, useServer} from './server.ts';

const MEBIBYTE = 1 << 20;
const AT_ONCE = 12;
/** Pieces of a file that are under way where there is plenty of memory. */
const WINDOW = 16;

describe('the memory of many large transfers at once', () => {
  const content = randomFillSync(Buffer.allocUnsafe((WINDOW + 8) * MEBIBYTE));
  let scratch: string;
  let server: TestServer;

  useServer((opened) => {
    ({scratch, server} = opened);
    server.put('file', content);
    writeFileSync(join(scratch, 'source'), content);
  });

  for (const how of ['download', 'upload']) {
    it(`is shared by ${AT_ONCE} ${how}s`, () => {
      const urls = Array.from({length: AT_ONCE}, (_, i) =>
        server.url(how === 'upload' ? `new-${i}` : 'file'),
      );
      const path = how === 'upload' ? join(scratch, 'source') : '/dev/null';
      const args = [join(import.meta.dirname, 'programs/many.ts'), how, path, ...urls];
      const {stdout, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8'});
      assert.equal(stderr, '');
      const {grown, sums} = JSON.parse(stdout) as {grown: number; sums: string[]};
      assert.deepEqual(sums, [createHash('md5').update(content).digest('hex')]);
      const share = grown / AT_ONCE / MEBIBYTE;
      assert.ok(share < (WINDOW * 3) / 4, `each took ${share.toFixed(1)} MiB of its own`);
    });
  }
});
