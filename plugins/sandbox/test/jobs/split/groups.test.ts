import assert from 'node:assert/strict';
import type {Lfn} from '../../../src/catalogue/names/names.ts';
import {shareOut} from '../../../src/jobs/split/groups.ts';

const FILES = [
  ['/d/r1/a/1', 'D1'],
  ['/d/r1/a/2', 'D1,D2'],
  ['/d/r1/b/3', 'D1'],
  ['/d/r2/a/4', 'D1,D2'],
  ['/d/r1/a/5', 'D1'],
].map(([lfn, elements]) => ({lfn: lfn as Lfn, elements: (elements as string).split(',')}));

/** The last letters of the files of each sub-job. */
function shares(split: string, most?: number): string[] {
  return shareOut(split, FILES, most).files.map((share) => share.map(({lfn}) => lfn.slice(-1)).join(''));
}

describe('sharing out input data', () => {
  it('goes by file, directory, and storage element', () => {
    assert.deepEqual(shares('file'), ['1', '2', '3', '4', '5']);
    assert.deepEqual(shares('directory'), ['125', '3', '4']);
    assert.deepEqual(shares('Directory', 2), ['12', '5', '3', '4']);
    assert.deepEqual(shares('parentdirectory'), ['1235', '4']);
    assert.deepEqual(shares('se'), ['135', '24']);
    assert.deepEqual(shares('se', 2), ['13', '5', '24']);
    assert.equal(shareOut('se', FILES, undefined).first, 1);
  });

  it('gives all of it to every sub-job of a production', () => {
    assert.deepEqual(shares('production: 3-5'), ['12345', '12345', '12345']);
    assert.equal(shareOut('production:3-5', [], undefined).first, 3);
  });

  it('refuses what makes no sense', () => {
    assert.throws(() => shares('production:5-3'), /no sub-job at all/);
    assert.throws(() => shares('production:1-99999999999'), /more than 10000/);
    assert.throws(() => shares('moon'), /no way to split/);
    assert.throws(() => shares('constructor'), /no way to split/);
    assert.throws(() => shareOut('file', [], undefined), /no input data/);
  });
});
