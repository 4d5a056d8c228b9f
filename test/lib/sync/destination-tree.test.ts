import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, symlink, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ServerError} from '../../../src/lib/errors/errors.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {gridPresent, localPresent} from '../../../src/lib/sync/destination-tree.ts';
import {FakeGrid} from '../copy/support/fake-grid.ts';

const CHANGED = new Date(1_600_000_000_000);

describe('what is at a destination', () => {
  const {signal} = new AbortController();

  describe('on this machine', () => {
    let root: string;
    beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'alien-present-'))));
    afterEach(() => rm(root, {recursive: true, force: true}));

    it('is all below it; links are told as such', async () => {
      await mkdir(join(root, 'd/e'), {recursive: true});
      await writeFile(join(root, 'd/f'), 'four');
      await utimes(join(root, 'd/f'), CHANGED, CHANGED);
      await symlink('d', join(root, 'link'));
      const other = {size: 0, changed: undefined};
      assert.deepEqual(
        (await localPresent(root)).sort((a, b) => (a.relative < b.relative ? -1 : 1)),
        [
          {relative: 'd', isDirectory: true, ...other},
          {relative: 'd/e', isDirectory: true, ...other},
          {relative: 'd/f', isDirectory: false, size: 4, changed: CHANGED},
          {relative: 'link', isDirectory: false, ...other},
        ],
      );
    });

    it('is nothing where it does not exist, but a file in its place is an error', async () => {
      assert.deepEqual(await localPresent(join(root, 'none')), []);
      await writeFile(join(root, 'f'), '');
      await assert.rejects(localPresent(join(root, 'f')), {exitCode: 20});
    });
  });

  describe('on the grid', () => {
    let grid: FakeGrid;
    beforeEach(() => (grid = new FakeGrid()));

    it('is all below it', async () => {
      grid.makeDirectory('/alice/home/d');
      grid.entries.set('/alice/home/d/f', {type: 'f', size: 4, md5: '', guid: '', replicas: []});
      assert.deepEqual(await gridPresent(grid, '/alice/home' as Lfn, signal), [
        {relative: 'd', isDirectory: true, size: 0, changed: CHANGED},
        {relative: 'd/f', isDirectory: false, size: 4, changed: CHANGED},
      ]);
      const request = grid.request.bind(grid);
      grid.request = async (...words) => {
        const answer = await request(...words);
        return {...answer, results: [{lfn: '/alice/home/', type: 'd'}, ...answer.results]};
      };
      assert.equal((await gridPresent(grid, '/alice/home' as Lfn, signal)).length, 2, 'itself is not');
    });

    it('is nothing where it does not exist, or is no directory; else a refusal is an error', async () => {
      for (const exitCode of [2, 20, 13]) {
        grid.fault = () => ({when: 'before', error: new ServerError('no', {exitCode})});
        const found = gridPresent(grid, '/alice/home' as Lfn, signal);
        if (exitCode === 13) await assert.rejects(found, {exitCode});
        else assert.deepEqual(await found, []);
      }
      grid.fault = () => ({when: 'before', error: new TypeError('a bug')});
      await assert.rejects(gridPresent(grid, '/alice/home' as Lfn, signal), TypeError);
    });
  });
});
