import assert from 'node:assert/strict';
import type {Lfn} from '../../../src/catalogue/names/names.ts';
import {expandPatterns} from '../../../src/jobs/split/patterns.ts';

const FILES = ['/data/run1/a.root', '/data/run1/b.root', '/data/run2/c.root'] as Lfn[];

describe('patterns of a split', () => {
  it('stand for the number and the files of a sub-job', () => {
    const cases: [string, string][] = [
      ['out/#alien_counter#', 'out/7'],
      ['out/#alien_counter_04i#/#alien_counter_3i#', 'out/0007/007'],
      ['#alienfulldir#', '/data/run1'],
      ['#aliendir#-#alienlastdir#', 'run1-run2'],
      ['#alienfilename#', 'a.root'],
      ['#alienfirstfile#..#alienlastfilename#', 'a.root..c.root'],
      ['#alienfilename/.root/.txt/#', 'a.txt'],
      ['#alienlastfilename/c.root/$&/#', '$&'],
      ['#alienalldir#', 'run1,run2'],
      ['#alienfirstfullname#', '/data/run1/a.root'],
      ['#alien_nothing# # plain', '#alien_nothing# # plain'],
    ];
    for (const [text, expected] of cases)
      assert.equal(expandPatterns(text, {counter: 7, files: FILES}), expected, text);
  });

  it('stay if there is no input data', () => {
    assert.equal(expandPatterns('#alien_counter_02i##aliendir#', {counter: 12, files: []}), '12#aliendir#');
  });
});
