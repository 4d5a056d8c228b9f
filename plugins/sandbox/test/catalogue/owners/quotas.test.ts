import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Catalogue} from '../../../src/catalogue/catalogue.ts';
import {newFile} from '../../../src/catalogue/entries/entries.ts';
import {childOf, lfnFrom} from '../../../src/catalogue/names/names.ts';

describe('quotas of files', () => {
  it('count what is there, and limit number and size', () => {
    const catalogue = new Catalogue(':memory:');
    const {entries, quotas} = catalogue;
    const home = entries.createDirectories(lfnFrom('/home'), 'demo');
    assert.ok(home);
    const add = (name: string, size: number): void => {
      entries.create(home, newFile(childOf(home.lfn, name), 'demo', {size}));
    };
    add('a', 60);
    add('b', 30);
    const {nbFiles, totalSize} = quotas.of('demo');
    assert.deepEqual({nbFiles, totalSize}, {nbFiles: 2, totalSize: 90});
    assert.deepEqual(quotas.of('kim'), {nbFiles: 0, totalSize: 0, maxNbFiles: 1e6, maxTotalSize: 1e11});
    quotas.set('demo', 'maxTotalSize', 100);
    assert.deepEqual([quotas.allows('demo', 10), quotas.allows('demo', 11)], [true, false]);
    quotas.set('demo', 'maxNbFiles', 2);
    assert.equal(quotas.allows('demo', 0), false);
    const file = entries.find(lfnFrom('/home/a'));
    assert.ok(file);
    catalogue.removeTree(file);
    assert.equal(quotas.allows('demo', 70), true);
    catalogue.close();
  });

  it('go with a file to its new owner, and count no directories', () => {
    const catalogue = new Catalogue(':memory:');
    const {entries, quotas} = catalogue;
    const home = entries.createDirectories(lfnFrom('/home'), 'demo');
    assert.ok(home);
    const file = entries.create(home, newFile(childOf(home.lfn, 'a'), 'demo', {size: 60}));
    entries.changeOwner(file, 'kim', 'kim');
    entries.changeOwner(home, 'kim', 'kim');
    const used = (owner: string) => [quotas.of(owner).nbFiles, quotas.of(owner).totalSize];
    assert.deepEqual(
      [used('demo'), used('kim')],
      [
        [0, 0],
        [1, 60],
      ],
    );
    catalogue.close();
  });

  it('are counted anew in a database that has not counted them yet', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quotas-'));
    try {
      const path = join(folder, 'catalogue');
      const before = new Catalogue(path);
      const home = before.entries.createDirectories(lfnFrom('/home'), 'demo');
      assert.ok(home);
      before.entries.create(home, newFile(childOf(home.lfn, 'a'), 'demo', {size: 60}));
      before.database.exec('DROP TABLE file_usage');
      before.close();
      const after = new Catalogue(path);
      const {nbFiles, totalSize} = after.quotas.of('demo');
      after.close();
      assert.deepEqual([nbFiles, totalSize], [1, 60]);
    } finally {
      await rm(folder, {recursive: true});
    }
  });
});
