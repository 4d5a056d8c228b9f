import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {NetworkError} from '../../../../src/lib/errors/errors.ts';
import {Archives, type Range, type RangeReader} from '../../../../src/lib/storage/archive/archives.ts';
import {TAIL_LENGTH} from '../../../../src/lib/storage/archive/zip-directory.ts';
import {openFilesIn} from '../../../support/open-files.ts';
import {makeZip} from './make-zip.ts';

const MIB = 1 << 20;
const CONTENT = Buffer.from('0123456789');

describe('what is read of an archive', () => {
  let dir: string;
  let zip: Buffer;
  /** of the whole archive, whatever there is of it */
  let size: number;
  let ranges: Range[];
  let onRead: (signal: AbortSignal | undefined) => Promise<void> | void;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-ranges-'));
    ranges = [];
    onRead = () => undefined;
    use(makeZip([{name: 'm', content: CONTENT, deflate: true}]));
  });
  afterEach(() => rm(dir, {recursive: true}));

  function use(archive: Buffer): void {
    zip = archive;
    size = archive.length;
  }
  const reader: RangeReader = {
    url: 'root://se//archive',
    read: async (range, signal) => {
      ranges.push(range);
      await onRead(signal);
      const begin = range.offset < 0 ? Math.max(0, zip.length + range.offset) : range.offset;
      return {bytes: zip.subarray(begin, begin + range.length), size};
    },
    download: async (path, range) => {
      const {bytes} = await reader.read(range);
      await writeFile(path, bytes);
      return {bytes: bytes.length, seconds: 0, md5: ''};
    },
  };
  const fetch = (archives = new Archives(), signal?: AbortSignal) =>
    archives.download(reader, 'm', join(dir, 'out'), signal ? {signal} : {});
  const entryAt = () => zip.lastIndexOf(Buffer.from('PK\x01\x02'));

  it('is no more than what is packed may need: a tenth and 64 KiB more than its file', async () => {
    const most = 11 + (1 << 16);
    for (const [packed, message] of [
      [most, /^The member m of the archive is damaged\.$/],
      [most + 1, new RegExp(`is damaged: it takes ${most + 1} bytes there`)],
    ] as const) {
      use(makeZip([{name: 'm', content: Buffer.concat([CONTENT]), deflate: true}]));
      zip.writeUInt32LE(packed, entryAt() + 20);
      zip.writeUInt32LE(1, entryAt() + 16);
      await assert.rejects(fetch(), {exitCode: 5, message});
    }
  });

  it('is no directory of more than 256 MiB', async () => {
    const end = zip.length - 22;
    for (const [length, refused] of [
      [256 * MIB, false],
      [256 * MIB + 1, true],
    ] as const) {
      zip.writeUInt32LE(length, end + 12);
      zip.writeUInt32LE(0, end + 16);
      size = 300 * MIB;
      ranges = [];
      const whole = {offset: 0, length};
      if (refused)
        await assert.rejects(fetch(), {exitCode: 5, message: /directory of the archive is too large/});
      else await fetch().catch(() => undefined);
      assert.deepEqual(ranges.slice(1, 2), refused ? [] : [whole]);
    }
  });

  it('is not its directory a second time where the end has the whole of it', async () => {
    // The directory begins where what is read first does, or a byte before that.
    for (const [before, reads] of [
      [0, 1],
      [1, 2],
    ] as const) {
      const filling = TAIL_LENGTH - 22 - (46 + 1) - 46 + before;
      use(
        makeZip([
          {name: 'n'.repeat(filling), content: Buffer.alloc(0)},
          {name: 'm', content: CONTENT},
        ]),
      );
      ranges = [];
      await fetch();
      assert.equal(ranges.length, reads + 2, 'and the header and the bytes of the member');
      await rm(join(dir, 'out'));
    }
  });

  it('is its directory once for all who wait for it, also where that fails', async () => {
    const archives = new Archives();
    onRead = () => {
      throw new NetworkError('lost');
    };
    for (const result of await Promise.allSettled([fetch(archives), fetch(archives)]))
      assert.equal(result.status === 'rejected' && (result.reason as Error).message, 'lost');
    assert.equal(ranges.length, 1);
    onRead = () => undefined;
    await fetch(archives);
    assert.equal(ranges.length, 1 + 3, 'it is not remembered');
  });

  it('is its directory again where the one who was reading it was interrupted', async () => {
    const archives = new Archives();
    const controller = new AbortController();
    const reason = new Error('stopped');
    onRead = (signal) => {
      if (signal === undefined) return;
      controller.abort(reason);
      signal.throwIfAborted();
    };
    const [first, second, third] = await Promise.allSettled([
      fetch(archives, controller.signal),
      fetch(archives),
      fetch(archives, controller.signal),
    ]);
    assert.deepEqual([first.status, second.status, third.status], ['rejected', 'fulfilled', 'rejected']);
    assert.equal(third.status === 'rejected' && third.reason, reason);
    ranges = [];
    await rm(join(dir, 'out'));
    await fetch(archives);
    assert.equal(ranges.length, 2, 'it is remembered');
  });

  it('leaves nothing open and nothing packed', async () => {
    const {seconds} = await fetch();
    assert.ok(seconds >= 0 && seconds < 60);
    assert.deepEqual(await readdir(dir), ['out']);
    await rm(join(dir, 'out'));
    zip.writeUInt32LE(1, entryAt() + 16);
    await assert.rejects(fetch(new Archives()), {exitCode: 5});
    assert.deepEqual(await readdir(dir), []);
    assert.deepEqual(openFilesIn(dir), []);
    reader.download = () => Promise.reject(new NetworkError('lost'));
    await assert.rejects(fetch(new Archives()), /lost/);
    assert.deepEqual(await readdir(dir), []);
  });
});
