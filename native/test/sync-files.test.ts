import assert from 'node:assert/strict';
import {mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {syncFiles} from '../src/index.ts';

describe('forcing files to the disk', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp('/var/tmp/xrootd-native-');
  });
  after(() => rm(folder, {recursive: true}));

  async function files(count: number): Promise<string[]> {
    const paths = Array.from({length: count}, (_, i) => join(folder, `${count}-${i}`));
    await Promise.all(paths.map((path) => writeFile(path, 'some bytes')));
    return paths;
  }

  for (const count of [0, 1, 3, 4, 100]) {
    it(`works for ${count} of them`, async () => {
      assert.deepEqual(await syncFiles(await files(count)), Array<undefined>(count).fill(undefined));
    });
  }

  it('says which file is not there, and which is no file of its own', async () => {
    const [real = ''] = await files(1);
    const link = join(folder, 'link');
    await symlink(real, link);
    const missing = join(folder, 'missing');
    const failures = await syncFiles([real, missing, link]);
    assert.deepEqual(
      failures.map((failure) => failure?.code),
      [undefined, 'ENOENT', 'ELOOP'],
    );
    assert.equal(failures[1]?.message, `ENOENT: cannot force '${missing}' to the disk`);
  });

  it('keeps files of different file systems apart', async () => {
    const paths = await files(4);
    // Of a file system without a disk.
    const failures = await syncFiles([...paths, '/dev/null']);
    assert.deepEqual(
      failures.map((failure) => failure?.code),
      [...paths.map(() => undefined), 'EINVAL'],
    );
  });
});
