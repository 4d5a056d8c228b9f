import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {crc32, deflateRawSync} from 'node:zlib';
import {checkStored} from '../../../../src/lib/storage/archive/check-stored.ts';
import {inflateFile} from '../../../../src/lib/storage/archive/inflate-file.ts';
import type {ZipEntry} from '../../../../src/lib/storage/archive/zip-directory.ts';
import {openFilesIn} from '../../../support/open-files.ts';
import {md5Of} from '../../copy/support/fake-storage.ts';

const CONTENT = Buffer.from('content '.repeat(20_000));
const DAMAGED = {exitCode: 5, message: 'The member m of the archive is damaged.'};

describe('the bytes of a member', () => {
  let dir: string;
  let packed: string;
  let path: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-member-'));
    [packed, path] = [join(dir, 'packed'), join(dir, 'file')];
    await writeFile(packed, deflateRawSync(CONTENT));
  });
  afterEach(() => rm(dir, {recursive: true}));

  const entry = (facts: Partial<ZipEntry> = {}): ZipEntry => ({
    name: 'm',
    method: 'deflated',
    size: CONTENT.length,
    packedSize: 1,
    crc32: crc32(CONTENT),
    headerOffset: 0,
    ...facts,
  });
  const inflate = (facts: Partial<ZipEntry> = {}, signal?: AbortSignal) =>
    inflateFile(packed, path, entry(facts), signal ? {signal} : {});
  const left = () => readdir(dir);

  it('are unpacked, with the md5 of what comes out', async () => {
    assert.equal(await inflate(), md5Of(CONTENT));
    assert.ok((await readFile(path)).equals(CONTENT));
  });

  it('leave no file open, whether they are right or not', async () => {
    await inflate();
    assert.deepEqual(openFilesIn(dir), []);
    await rm(path);
    await assert.rejects(inflate({crc32: 1}), DAMAGED);
    assert.deepEqual(openFilesIn(dir), []);
  });

  it('are damaged where size or checksum are others, and nothing is left of them', async () => {
    const {length} = CONTENT;
    for (const facts of [{size: length + 1}, {size: length - 1}, {size: 0}, {crc32: 1}]) {
      await assert.rejects(inflate(facts), DAMAGED);
      assert.deepEqual(await left(), ['packed']);
    }
  });

  it('are damaged where they cannot be unpacked, or are cut off', async () => {
    for (const bytes of [
      Buffer.from('\xff\xff no deflated data', 'latin1'),
      deflateRawSync(CONTENT).subarray(0, -9),
    ]) {
      await writeFile(packed, bytes);
      await assert.rejects(inflate(), (error: Error) => {
        assert.equal(error.message, DAMAGED.message);
        assert.match((error.cause as Error).message, /invalid|unexpected end/);
        return true;
      });
      assert.deepEqual(await left(), ['packed']);
    }
  });

  it('replace nothing that has the name', async () => {
    await writeFile(path, 'mine');
    await assert.rejects(inflate(), {code: 'EEXIST'});
    assert.equal(await readFile(path, 'utf8'), 'mine');
  });

  it('that this machine cannot read are not called damaged', async () => {
    await rm(packed);
    await assert.rejects(inflate(), (error: Error) => !/damaged/.test(error.message));
    assert.deepEqual(await left(), []);
  });

  it('are left alone after an abort, whose reason is what is thrown', async () => {
    const reason = new Error('enough');
    await assert.rejects(inflate({}, AbortSignal.abort(reason)), reason);
    assert.deepEqual(await left(), ['packed']);
  });

  describe('that the archive holds as they are', () => {
    beforeEach(() => writeFile(path, CONTENT));
    const check = (facts: Partial<ZipEntry> = {}, signal?: AbortSignal) =>
      checkStored(path, entry(facts), signal ? {signal} : {});

    it('stay where they are right', async () => {
      await check();
      assert.deepEqual(await left(), ['file', 'packed']);
    });

    it('are removed where size or checksum are others', async () => {
      for (const facts of [{size: CONTENT.length + 1}, {size: 1}, {crc32: 1}]) {
        await writeFile(path, CONTENT);
        await assert.rejects(check(facts), DAMAGED);
        assert.deepEqual(await left(), ['packed']);
      }
    });

    it('are removed after an abort', async () => {
      const reason = new Error('enough');
      await assert.rejects(check({}, AbortSignal.abort(reason)), reason);
      assert.deepEqual(await left(), ['packed']);
    });
  });
});
