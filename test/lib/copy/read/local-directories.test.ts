import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {LocalDirectories} from '../../../../src/lib/copy/read/local-directories.ts';

describe('the local directories of a download', () => {
  let dir: string;
  let base: string;
  let directories: LocalDirectories;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-directories-'));
    base = join(dir, 'deep', 'base');
    directories = new LocalDirectories(base);
  });
  afterEach(() => rm(dir, {recursive: true}));
  const ensure = (...names: string[]) => directories.ensure(join(base, ...names));
  const outside = {exitCode: 40, message: /leads out of .*: nothing is written there/};

  it('are made with all that is above them, from the base on', async () => {
    await ensure('a/b');
    await ensure('a');
    await ensure();
    assert.deepEqual(await readdir(dir, {recursive: true}), [
      'deep',
      'deep/base',
      'deep/base/a',
      'deep/base/a/b',
    ]);
  });

  it('are those that are there, and each is looked at once', async () => {
    await mkdir(join(base, 'a'), {recursive: true});
    assert.equal(ensure('a'), ensure('a'));
    await ensure('a');
  });

  it('were empty where nothing was in them at first', async () => {
    await mkdir(join(base, 'full'), {recursive: true});
    await writeFile(join(base, 'full', 'x'), '');
    for (const name of ['full', 'new', '']) await ensure(name);
    assert.deepEqual(
      ['full', 'new', ''].map((name) => directories.wasEmpty(join(base, name))),
      [false, true, false],
    );
    await writeFile(join(base, 'new', 'x'), '');
    assert.equal(directories.wasEmpty(join(base, 'new')), true, 'it is the first look that counts');
    assert.equal(directories.wasEmpty(join(base, 'other')), false);
  });

  it('may be none but the base, which was empty where it was made', async () => {
    await ensure();
    assert.equal(directories.wasEmpty(base), true);
    await writeFile(join(base, 'x'), '');
    const later = new LocalDirectories(base);
    await later.ensure(base);
    assert.equal(later.wasEmpty(base), false);
  });

  it('are not made outside of the base', async () => {
    await mkdir(base, {recursive: true});
    await assert.rejects(ensure('..'), outside);
    await assert.rejects(ensure('../other'), outside);
    assert.deepEqual(await readdir(join(dir, 'deep')), ['base']);
    await ensure('..name');
  });

  it('may be links within the base, but none that lead out of it', async () => {
    await mkdir(join(base, 'real'), {recursive: true});
    await mkdir(join(dir, 'deep', 'base-beside'));
    await symlink('real', join(base, 'inside'));
    await symlink('.', join(base, 'itself'));
    await ensure('inside/new');
    await ensure('itself');
    assert.deepEqual(await readdir(join(base, 'real')), ['new']);
    await symlink(dir, join(base, 'above'));
    await symlink(join(dir, 'deep', 'base-beside'), join(base, 'beside'));
    for (const name of ['above', 'beside']) {
      await assert.rejects(ensure(name), outside);
      await assert.rejects(ensure(name, 'x'), outside);
    }
    assert.deepEqual(await readdir(join(dir, 'deep', 'base-beside')), []);
  });

  it('cannot be where a file is', async () => {
    await mkdir(base, {recursive: true});
    await writeFile(join(base, 'file'), '');
    await assert.rejects(ensure('file'), {exitCode: 20, message: /file is not a directory/});
    await assert.rejects(ensure('file/x'), {exitCode: 20});
    await symlink('/nowhere/at/all', join(base, 'dangling'));
    await assert.rejects(ensure('dangling'), (error: Error) => error.message.includes('dangling'));
  });
});
