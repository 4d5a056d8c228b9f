import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {checksum, relay, thirdPartyCopy} from '../src/index.ts';
import {XRootDError} from '../src/index.ts';
import {failsWith, gone, makeHuge, onFirstBytes} from './fixture.ts';
import {TestServer, makeScratch, removeScratch} from './server.ts';

const md5 = (data: Uint8Array): string => createHash('md5').update(data).digest('hex');
const CLOSED = 'root://127.0.0.1:1//file';

describe('copies between servers', () => {
  let scratch: string;
  let from: TestServer;
  let to: TestServer;

  before(async () => {
    scratch = makeScratch();
    from = await TestServer.start(scratch, 'from', ['ofs.tpc pgm /usr/bin/xrdcp --server']);
    to = await TestServer.start(scratch, 'to', ['ofs.tpc pgm /usr/bin/xrdcp --server']);
    makeHuge(join(from.data, 'huge'));
  });
  after(async () => {
    await from.stop();
    await to.stop();
    removeScratch(scratch);
  });

  for (const size of [1, 65_536, 5_000_001]) {
    it(`passes ${size} bytes through memory`, async () => {
      const data = randomBytes(size);
      writeFileSync(join(from.data, `file-${size}`), data);
      const options = {chunkSize: 65_536, chunks: 7, checksums: ['md5'] as const};
      const result = await relay(from.url(`file-${size}`), to.url(`deep/file-${size}`), options);
      assert.deepEqual([result.bytes, result.checksums.md5], [size, md5(data)]);
      assert.ok(readFileSync(join(to.data, 'deep', `file-${size}`)).equals(data));
    });
  }

  it('says which of the two has failed', async () => {
    writeFileSync(join(from.data, 'small'), 'x');
    const atSource = (expected: boolean) => (error: unknown) =>
      error instanceof XRootDError && error.atSource === expected;
    await assert.rejects(relay(from.url('none'), to.url('none')), atSource(true));
    await assert.rejects(relay(CLOSED, to.url('none')), atSource(true));
    await assert.rejects(relay(from.url('small'), CLOSED), atSource(false));
    assert.ok(!existsSync(join(to.data, 'none')));
  });

  it('makes nothing of a source that has another size than it should', async () => {
    writeFileSync(join(from.data, 'longer'), 'longer');
    for (const size of [0, 5, 7])
      await assert.rejects(relay(from.url('longer'), to.url('other-size'), {size}), (error) => {
        assert.ok(error instanceof XRootDError);
        assert.deepEqual([error.reason, error.atSource, error.retryable], ['size', true, false]);
        assert.match(error.message, new RegExp(`^it has 6 bytes in place of ${size} \\(`));
        return true;
      });
    assert.ok(!existsSync(join(to.data, 'other-size')));
    await relay(from.url('longer'), to.url('that-size'), {size: 6});
    assert.equal(readFileSync(join(to.data, 'that-size'), 'utf8'), 'longer');
    await assert.rejects(relay(from.url('longer'), to.url('none'), {size: -1}), RangeError);
  });

  it('does not replace what is there', async () => {
    writeFileSync(join(from.data, 'new'), 'new');
    writeFileSync(join(to.data, 'old'), 'old');
    await assert.rejects(relay(from.url('new'), to.url('old')), failsWith('server', 17));
    await assert.rejects(thirdPartyCopy(from.url('new'), to.url('old')), failsWith('server', 17));
    assert.equal(readFileSync(join(to.data, 'old'), 'utf8'), 'old');
  });

  it('leaves nothing when it is cancelled', async () => {
    const stop = new AbortController();
    const options = {signal: stop.signal, ...onFirstBytes(() => stop.abort())};
    await assert.rejects(relay(from.url('huge'), to.url('part'), options), {name: 'AbortError'});
    await gone(join(to.data, 'part'));
  });

  it('has the servers copy among themselves', async () => {
    const data = randomBytes(3_000_001);
    writeFileSync(join(from.data, 'third'), data);
    const {bytes} = await thirdPartyCopy(from.url('third'), to.url('deep/third'));
    assert.equal(bytes, data.length);
    const {value} = await checksum(to.url('deep/third'), {type: 'md5'});
    assert.equal(value, md5(data));
  });

  it('tells that servers do not copy among themselves', async () => {
    const plain = await TestServer.start(scratch, 'plain');
    writeFileSync(join(from.data, 'fourth'), 'x');
    await assert.rejects(thirdPartyCopy(from.url('fourth'), plain.url('fourth')), XRootDError);
    await assert.rejects(thirdPartyCopy(from.url('none'), to.url('fifth')), XRootDError);
    await plain.stop();
  });

  it('gives up a copy among servers when it is cancelled, though they never answer', async () => {
    const signal = AbortSignal.timeout(300);
    to.signal('SIGSTOP');
    await assert.rejects(thirdPartyCopy(from.url('huge'), to.url('huge'), {signal}), {name: 'TimeoutError'});
    to.signal('SIGCONT');
  });
});
