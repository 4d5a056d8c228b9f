import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {withLocalNames} from '../../src/editor/local-names.ts';

describe('names of this machine in a line', () => {
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), 'names-'));
    mkdirSync(join(cwd, 'data'));
    for (const name of ['data/run 1', 'data/run$2', 'day', '.hidden']) writeFileSync(join(cwd, name), '');
  });
  after(() => rmSync(cwd, {recursive: true}));

  const texts = (text: string, order: 'files' | 'directories' = 'files'): string[] =>
    withLocalNames(text, {from: text.lastIndexOf(' ') + 1, list: [], order}, {cwd, home: cwd}).list.map(
      (each) => each.text,
    );

  it('are those that begin with what was typed, quoted as they have to be', () => {
    assert.deepEqual(texts('!cat da'), ['data/', 'day']);
    assert.deepEqual(texts('!cat data/r'), ['data/run\\ 1', 'data/run\\$2']);
    assert.deepEqual(texts('!cat ~/da'), ['~/data/', '~/day']);
    assert.deepEqual(texts('!cat .h'), ['.hidden']);
    assert.deepEqual(texts('!cat '), ['data/', 'day']);
  });

  it('are directories alone where only those fit', () =>
    assert.deepEqual(texts('lcd d', 'directories'), ['data/']));

  it('are none in quotes, in a place that is not there, and where the grid is meant', () => {
    assert.deepEqual(texts('!cat "da'), []);
    assert.deepEqual(texts('!cat nowhere/x'), []);
    assert.deepEqual(withLocalNames('ls da', {from: 3, list: []}, {cwd, home: cwd}).list, []);
  });
});
