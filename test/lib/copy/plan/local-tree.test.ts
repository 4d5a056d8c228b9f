import assert from 'node:assert/strict';
import {lstat, mkdir, mkdtemp, rename, rm, stat, symlink, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {lookAt} from '../../../../src/lib/copy/plan/local-facts.ts';
import {type LocalTree, walkLocalNames, walkLocalTree} from '../../../../src/lib/copy/plan/local-tree.ts';
import {temporaryName} from '../../../../src/lib/traces/temporary-name.ts';

const LONG_AGO = new Date(1_500_000_000_000);
const AGO = new Date(1_600_000_000_000);

describe('what is below a local directory', () => {
  let dir: string;
  beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'alien-tree-'))));
  afterEach(() => rm(dir, {recursive: true}));
  const write = async (...names: string[]) => {
    for (const name of names) {
      await mkdir(join(dir, name, '..'), {recursive: true});
      await writeFile(join(dir, name), name);
      await utimes(join(dir, name), AGO, AGO);
    }
  };
  const shape = ({files, directories, problems}: LocalTree) => ({
    files: files.map(({relative}) => relative),
    directories,
    problems: problems.map(({relative, error}) => [relative, error.exitCode]),
  });

  it('is told in the order of its names, with sizes and times, directories before what is in them', async () => {
    await write('b', 'a/y', 'a/c/x', '.h');
    await mkdir(join(dir, 'empty'));
    const tree = await walkLocalTree(dir);
    assert.deepEqual(shape(tree), {
      files: ['.h', 'a/c/x', 'a/y', 'b'],
      directories: ['a', 'a/c', 'empty'],
      problems: [],
    });
    const [, file] = tree.files;
    assert.deepEqual([file?.size, file?.changed], [5, AGO]);
  });

  it('is not what is incomplete, unless its name is asked for', async () => {
    const part = temporaryName('x');
    await write('a', part);
    assert.deepEqual(shape(await walkLocalTree(dir)).files, ['a']);
    assert.deepEqual(shape(await walkLocalNames(dir, [part, 'a'])).files, [part, 'a']);
  });

  it('is behind links too, but a link to a directory above it is a problem', async () => {
    await write('real/x');
    await symlink('real', join(dir, 'link'));
    await symlink('..', join(dir, 'real/up'));
    await symlink('.', join(dir, 'real/self'));
    assert.deepEqual(shape(await walkLocalTree(dir)), {
      files: ['link/x', 'real/x'],
      directories: ['link', 'real'],
      problems: [
        ['link/self', 40],
        ['link/up', 40],
        ['real/self', 40],
        ['real/up', 40],
      ],
    });
    assert.deepEqual(shape(await walkLocalNames(dir, ['real/up'])).problems, [['real/up', 40]]);
    assert.deepEqual(shape(await walkLocalNames(dir, ['real/self', 'real/x'])), {
      files: ['real/x'],
      directories: [],
      problems: [['real/self', 40]],
    });
  });

  it('has problems with what can be neither read nor copied, and goes on', async () => {
    await write('z');
    await symlink('/nowhere/at/all', join(dir, 'dangling'));
    await symlink('/dev/null', join(dir, 'device'));
    const {files, problems} = shape(await walkLocalTree(dir));
    assert.deepEqual(
      [files, problems],
      [
        ['z'],
        [
          ['dangling', 2],
          ['device', 22],
        ],
      ],
    );
    assert.deepEqual(shape(await walkLocalTree(join(dir, 'z'))).problems, [['', 20]]);
    await assert.rejects(walkLocalTree(join(dir, 'none')), {exitCode: 2});
  });

  it('ends with the reason of an abort', async () => {
    await write('a/b');
    const reason = new Error('stopped');
    await assert.rejects(walkLocalTree(dir, AbortSignal.abort(reason)), reason);
  });

  describe('is unchanged since', () => {
    const since = async (path: string, directory?: Date) => {
      const {unchangedSince} = await lookAt(
        join(dir, path),
        directory && {facts: await stat(dir), unchangedSince: directory},
      );
      return unchangedSince.getTime();
    };
    const change = async (path: string) => Math.ceil((await stat(join(dir, path))).ctimeMs);

    it('the latest change of a file: of its content, or by a move', async () => {
      await write('f');
      assert.equal(await since('f'), await change('f'), 'its time was set');
      const future = new Date(Date.now() + 3_600_000);
      await utimes(join(dir, 'f'), future, future);
      assert.equal(await since('f'), future.getTime());
    });

    it('the move of a directory, but not what came into it', async () => {
      await mkdir(join(dir, 'd'));
      await writeFile(join(dir, 'd/x'), '');
      assert.equal(await since('d'), 0);
      await utimes(join(dir, 'd'), LONG_AGO, LONG_AGO);
      await rename(join(dir, 'd'), join(dir, 'e'));
      assert.equal(await since('e'), await change('e'));
    });

    it('that of the link, and of the directory above', async () => {
      await write('f');
      do {
        await rm(join(dir, 'link'), {force: true}); // the clock of the disk may stand still for some ms
        await symlink('f', join(dir, 'link'));
      } while (Math.ceil((await lstat(join(dir, 'link'))).ctimeMs) <= (await change('f')));
      assert.ok((await since('link')) > (await since('f')));
      const later = new Date(Date.now() + 3_600_000);
      assert.equal(await since('f', later), later.getTime());
      assert.equal(await since('f', LONG_AGO), await change('f'));
    });

    it('and cannot be told of what is not there', () =>
      assert.rejects(lookAt(join(dir, 'none')), {exitCode: 2}));
  });
});
