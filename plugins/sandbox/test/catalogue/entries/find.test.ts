import assert from 'node:assert/strict';
import {Catalogue} from '../../../src/catalogue/catalogue.ts';
import {newFile} from '../../../src/catalogue/entries/entries.ts';
import {lfnFrom, parentOf} from '../../../src/catalogue/names/names.ts';

describe('searching a subtree', () => {
  it('finds names and entries in the order of their full names', () => {
    const catalogue = new Catalogue(':memory:');
    const {entries, finder} = catalogue;
    const paths = ['/d/x/b', '/d.txt', '/d/x/a', '/d/x.root', '/c/z', '/dd'];
    for (const path of paths) {
      const lfn = lfnFrom(`/base${path}`);
      const directory = entries.createDirectories(parentOf(lfn), 'demo');
      assert.ok(directory);
      entries.create(directory, newFile(lfn, 'demo'));
    }
    const base = entries.find(lfnFrom('/base'));
    assert.ok(base);
    const search = {matches: () => true, directories: true};
    const shown = [...finder.find(base, search)].map((hit) => hit.shown);
    assert.deepEqual(shown, [
      '/base/',
      '/base/c/',
      '/base/c/z',
      '/base/d.txt',
      '/base/d/',
      '/base/d/x.root',
      '/base/d/x/',
      '/base/d/x/a',
      '/base/d/x/b',
      '/base/dd',
    ]);
    assert.deepEqual(shown, [...shown].sort());
    const whole = [...finder.find(base, {...search, directories: false})];
    assert.deepEqual(
      whole.map(({entry}) => entry.owner),
      whole.map(() => 'demo'),
    );
    assert.equal(whole.length, paths.length);
    catalogue.close();
  });
});
