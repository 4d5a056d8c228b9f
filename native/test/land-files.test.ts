import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {landFiles, type WrittenFile} from '../src/index.ts';

describe('giving files their names once they are on the disk', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp('/var/tmp/xrootd-native-');
  });
  afterEach(() => rm(folder, {recursive: true}));

  async function written(count: number): Promise<WrittenFile[]> {
    const files = Array.from({length: count}, (_, i) => ({
      path: join(folder, `.${i}.part`),
      target: join(folder, `${i}`),
    }));
    await Promise.all(files.map(({path}) => writeFile(path, path)));
    return files;
  }

  const codesOf = (failures: readonly (NodeJS.ErrnoException | undefined)[]) =>
    failures.map((failure) => failure && `${failure.syscall} ${failure.code}`);

  for (const count of [0, 1, 3, 4, 100]) {
    it(`works for ${count} of them`, async () => {
      const files = await written(count);
      assert.deepEqual(await landFiles(files), Array<undefined>(count).fill(undefined));
      assert.equal((await readdir(folder)).length, count);
      for (const {path, target} of files) assert.equal(await readFile(target, 'utf8'), path);
    });
  }

  it('replaces what has the name, and sets the time of change where one is given', async () => {
    const [first, second] = (await written(2)) as [WrittenFile, WrittenFile];
    await writeFile(first.target, 'an older one');
    const modified = new Date('2024-05-01T12:00:00.123Z');
    const before = await stat(second.path);
    assert.deepEqual(await landFiles([{...first, modified}, second]), [undefined, undefined]);
    assert.equal(await readFile(first.target, 'utf8'), first.path);
    assert.equal((await stat(first.target)).mtime.getTime(), modified.getTime());
    assert.equal((await stat(second.target)).mtimeMs, before.mtimeMs);
  });

  it('takes times from before 1970', async () => {
    const [file] = (await written(1)) as [WrittenFile];
    const modified = new Date(-1500);
    assert.deepEqual(await landFiles([{...file, modified}]), [undefined]);
    assert.equal((await stat(file.target)).mtime.getTime(), -1500);
  });

  for (const good of [1, 4]) {
    it(`says which file failed at what beside ${good} good ones, and leaves it where it is`, async () => {
      const [link, missing, blocked, ...rest] = (await written(3 + good)) as [
        WrittenFile,
        WrittenFile,
        WrittenFile,
        ...WrittenFile[],
      ];
      await rm(link.path);
      await symlink(rest[0]?.path ?? '', link.path);
      await rm(missing.path);
      await mkdir(blocked.target);
      const failures = await landFiles([link, missing, blocked, ...rest]);
      assert.deepEqual(codesOf(failures), [
        'open ELOOP',
        'open ENOENT',
        'rename EISDIR',
        ...rest.map(() => undefined),
      ]);
      assert.equal(failures[2]?.message, `EISDIR: rename '${blocked.path}' -> '${blocked.target}'`);
      assert.equal(await readFile(blocked.path, 'utf8'), blocked.path);
      for (const {path, target} of rest) assert.equal(await readFile(target, 'utf8'), path);
    });
  }

  it('takes nothing but files', async () => {
    const target = join(folder, 'null');
    assert.deepEqual(codesOf(await landFiles([{path: '/dev/null', target}])), ['open EINVAL']);
  });
});
