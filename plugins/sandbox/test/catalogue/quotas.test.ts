import assert from 'node:assert/strict';
import {Catalogue} from '../../src/catalogue/catalogue.ts';
import {newFile} from '../../src/catalogue/entries.ts';
import {childOf, lfnFrom} from '../../src/catalogue/names.ts';

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
    assert.deepEqual(quotas.of('kim').nbFiles, 0);
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
});
