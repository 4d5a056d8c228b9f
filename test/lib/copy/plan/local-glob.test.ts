import assert from 'node:assert/strict';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {splitLocalGlob} from '../../../../src/lib/copy/plan/local-glob.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('local patterns that no shell has expanded', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    await mkdir(join(bench.dir, 'd/sub/.deep'), {recursive: true});
    for (const name of ['d/a.root', 'd/b.root', 'd/c.txt', 'd/.hidden.root', 'd/sub/a.root', 'd/sub/.deep/z'])
      await writeFile(join(bench.dir, name), name);
  });
  afterEach(() => bench.close());
  const upload = async (pattern: string) => {
    await bench.copy(pattern, `alien:${HOME}/to`);
    return bench.lfns().sort();
  };

  const cases: readonly (readonly [pattern: string, below: readonly string[]])[] = [
    ['file:d/*.root', ['a.root', 'b.root']],
    ['file:d/[ab].root', ['a.root', 'b.root']],
    ['file:d/?.txt', ['c.txt']],
    ['file:d/.*.root', ['.hidden.root']],
    ['file:d/*/a.root', ['sub/a.root']],
    ['file:*/a.root', ['d/a.root']],
    ['file:d/s*', ['sub/.deep/z', 'sub/a.root']],
    ['file:d/s*/**', ['sub/.deep/z', 'sub/a.root']],
    ['file:*/sub/**', ['d/sub/.deep/z', 'd/sub/a.root']],
  ];
  for (const [pattern, below] of cases)
    it(`${pattern} stands for ${below.join(', ')}`, async () => {
      assert.deepEqual(
        await upload(pattern),
        below.map((name) => `${HOME}/to/${name}`),
      );
    });

  it('is looked for here first when no name has a prefix', async () => {
    const notes: string[] = [];
    const onEvent = (event: {kind: string; text?: string}) => notes.push(event.text ?? '');
    await bench.copy('d/*.txt', 'to', {onEvent});
    assert.deepEqual(bench.lfns(), [`${HOME}/to/c.txt`]);
    assert.match(notes.join(''), /Read as: file:d\/\*\.txt -> alien:to/);
  });

  it('is a name before it is a pattern', async () => {
    await writeFile(join(bench.dir, 'd/[ab].root'), 'literal');
    assert.deepEqual(await upload('file:d/[ab].root'), [`${HOME}/to`]);
  });

  it('keeps the names below links that lead out, and tells of those that lead nowhere', async () => {
    await symlink(join(bench.dir, 'd/sub'), join(bench.dir, 'd/link'));
    await symlink('/nowhere/at/all', join(bench.dir, 'd/l2'));
    const {failures} = await bench.copy('file:d/l*', `alien:${HOME}/to`);
    assert.deepEqual(
      failures.map(({source, exitCode}) => [source, exitCode]),
      [[join(bench.dir, 'd/l2'), 2]],
    );
    assert.deepEqual(bench.lfns().sort(), [`${HOME}/to/link/.deep/z`, `${HOME}/to/link/a.root`]);
  });

  it('has each file once, though it stands for directories and what is in them', async () => {
    const {failed, copied} = await bench.copy('file:d/**', `alien:${HOME}/to/`);
    const files = ['.hidden.root', 'a.root', 'b.root', 'c.txt', 'sub/.deep/z', 'sub/a.root'];
    assert.deepEqual([failed, copied], [0, 6]);
    assert.deepEqual(
      bench.lfns().sort(),
      files.map((name) => `${HOME}/to/${name}`),
    );
  });

  it('is split at the directory above its first wildcard', () => {
    const split = (name: string) => {
      const found = splitLocalGlob(name, '/cwd');
      return found && [found.root, found.pattern];
    };
    assert.deepEqual(split('/*'), ['/', '*']);
    assert.deepEqual(split('/a/b?/c*'), ['/a', 'b?/c*']);
    assert.deepEqual(split('*'), ['/cwd', '*']);
    assert.deepEqual(split('d/[ab]'), ['/cwd/d', '[ab]']);
    assert.equal(split('d/a]'), undefined);
  });

  it('that stands for nothing is a source that is not there', async () => {
    for (const pattern of ['file:d/*.none', 'file:none/*'])
      await assert.rejects(
        bench.copy(pattern, 'alien:to'),
        (error) => error instanceof UserError && error.exitCode === 2 && error.message.includes('*'),
      );
  });
});

describe('a copy of files only', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(`${HOME}/d/x`, 'x');
    await mkdir(join(bench.dir, 'here'));
  });
  afterEach(() => bench.close());

  it('looks a file up once', async () => {
    await bench.copy(`alien:${HOME}/d/x`, 'file:x', {filesOnly: true});
    assert.equal(bench.grid.count('stat'), 1);
  });

  for (const [source, exitCode] of [
    [`alien:${HOME}/d`, 21],
    [`alien:${HOME}/*`, 2],
    ['file:here', 21],
  ] as const)
    it(`refuses ${source}`, async () => {
      const destination = source.startsWith('file:') ? 'alien:y' : 'file:y';
      await assert.rejects(
        bench.copy(source, destination, {filesOnly: true}),
        (error) => error instanceof UserError && error.exitCode === exitCode,
      );
    });
});
