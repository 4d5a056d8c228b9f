import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Listing} from '../../../src/lib/copy/plan/listing.ts';
import {NetworkError} from '../../../src/lib/errors/errors.ts';
import {confirmRemovals} from '../../../src/lib/sync/confirm-removals.ts';
import {FakeGrid} from '../copy/support/fake-grid.ts';

const {signal} = new AbortController();

describe('the source that is asked again before a removal', () => {
  let grid: FakeGrid;
  let dir: string;

  beforeEach(async () => {
    grid = new FakeGrid();
    dir = await mkdtemp(join(tmpdir(), 'alien-confirm-'));
  });
  afterEach(() => rm(dir, {recursive: true}));

  const listing = (direction: 'download' | 'upload', path: string): Listing => ({
    route: {direction, source: {name: path}, destination: {name: '/d'}},
    shape: {path, isDirectory: true, contents: true},
    files: [],
    directories: [],
    problems: [],
  });
  const confirm = (direction: 'download' | 'upload', files: string[], directories: string[] = []) => {
    const path = direction === 'download' ? '/alice/home' : dir;
    return confirmRemovals(grid, listing(direction, path), {files, directories}, signal);
  };

  it('keeps what is there after all, and the directories above it', async () => {
    const file = {type: 'f', size: 1, md5: '', guid: '', replicas: []} as const;
    grid.entries.set('/alice/home/d/e/f', {...file, replicas: []});
    await mkdir(join(dir, 'd/e'), {recursive: true});
    await writeFile(join(dir, 'd/e/f'), '');
    for (const direction of ['download', 'upload'] as const)
      assert.deepEqual(await confirm(direction, ['a', 'd/e/f', 'g'], ['d/e/h', 'd/e', 'd', 'i']), {
        removals: {files: ['a', 'g'], directories: ['d/e/h', 'i']},
        stay: direction === 'download' ? ['d/e/f'] : ['d/e/f', 'd/e', 'd'],
      });
  });

  it('has nothing where it has nothing, and what is behind a file is not there either', async () => {
    await writeFile(join(dir, 'file'), '');
    const removals = {files: ['a', 'file/b'], directories: ['c']};
    assert.deepEqual(await confirm('upload', ['a', 'file/b'], ['c']), {removals, stay: []});
    assert.deepEqual(await confirm('download', ['a', 'file/b'], ['c']), {removals, stay: []});
  });

  it('has a link, wherever that leads', async () => {
    await symlink('/nowhere/at/all', join(dir, 'link'));
    assert.deepEqual((await confirm('upload', ['link'])).stay, ['link']);
  });

  it('has to be able to tell', async () => {
    grid.fault = () => ({when: 'before', error: new NetworkError('lost')});
    await assert.rejects(confirm('download', ['a']), /lost/);
    await symlink('loop', join(dir, 'loop'));
    await assert.rejects(confirm('upload', ['loop/x']), (error: Error) => /loop/.test(error.message));
  });
});
