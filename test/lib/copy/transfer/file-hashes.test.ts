import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {FileHashes} from '../../../../src/lib/copy/transfer/file-hashes.ts';
import {EXIT} from '../../../../src/lib/errors/exit-codes.ts';
import type {UserError} from '../../../../src/lib/errors/errors.ts';
import {type HashSmallFiles, hashSmallFiles, SMALL_FILE} from '../../../../src/lib/storage/local-disk.ts';

const md5Of = (data: string | Uint8Array): string => createHash('md5').update(data).digest('hex');

describe('the md5 of local files', () => {
  let folder: string;
  const {signal} = new AbortController();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alien-hashes-'));
  });
  after(() => rm(folder, {recursive: true}));

  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  /** The real disk, which notes how many files each call was for. */
  function counting(): {readonly groups: number[]; readonly hashSmall: HashSmallFiles} {
    const groups: number[] = [];
    return {
      groups,
      hashSmall: (paths) => {
        groups.push(paths.length);
        return hashSmallFiles(paths);
      },
    };
  }

  const silent = (): void => undefined;

  it('is read for small files many at once, for each its own', async () => {
    const {groups, hashSmall} = counting();
    const hashes = new FileHashes(hashSmall);
    const contents = Array.from({length: 50}, (_, i) => `content ${i}`);
    const paths = await Promise.all(contents.map((content, i) => file(`small-${i}`, content)));
    const found = await Promise.all(paths.map((path) => hashes.hash(path, 10, signal, silent)));
    assert.deepEqual(
      found,
      contents.map((content, i) => ({path: paths[i], size: content.length, md5: md5Of(content)})),
    );
    assert.equal(
      groups.reduce((sum, each) => sum + each, 0),
      50,
    );
    assert.ok(groups.length < 5, `${groups.length} calls`);
  });

  it('is read alone for a large file, and for one that is larger than it was said to be', async () => {
    const {groups, hashSmall} = counting();
    const hashes = new FileHashes(hashSmall);
    const large = Buffer.alloc((1 << 20) + 1, 'x');
    const path = await file('large', large);
    const expected = {path, size: large.length, md5: md5Of(large)};
    assert.deepEqual(await hashes.hash(path, large.length, signal, silent), expected);
    assert.deepEqual(groups, []);
    assert.deepEqual(await hashes.hash(path, SMALL_FILE, signal, silent), expected);
    assert.deepEqual(groups, [1]);
  });

  it('tells for one that cannot be read what is wrong, and the others are read', async () => {
    const hashes = new FileHashes(hashSmallFiles);
    const good = await file('good', 'good');
    const [missing, directory, read] = await Promise.allSettled([
      hashes.hash(join(folder, 'missing'), 4, signal, silent),
      hashes.hash(folder, 4, signal, silent),
      hashes.hash(good, 4, signal, silent),
    ]);
    assert.equal(missing.status === 'rejected' && (missing.reason as UserError).exitCode, EXIT.NO_SUCH_FILE);
    assert.equal(
      directory.status === 'rejected' && (directory.reason as UserError).exitCode,
      EXIT.IS_A_DIRECTORY,
    );
    assert.equal(read.status === 'fulfilled' && read.value.md5, md5Of('good'));
  });

  it('is read without the addon too', async () => {
    const hashes = new FileHashes(() => Promise.reject(new Error('there is none')));
    const path = await file('alone', 'alone');
    assert.deepEqual(await hashes.hash(path, 5, signal, silent), {path, size: 5, md5: md5Of('alone')});
  });

  it('ends with the reason of the signal', async () => {
    const hashes = new FileHashes(hashSmallFiles);
    const aborted = AbortSignal.abort(new Error('that is enough'));
    const path = await file('aborted', 'aborted');
    await assert.rejects(hashes.hash(path, 7, aborted, silent), /that is enough/);
  });
});
