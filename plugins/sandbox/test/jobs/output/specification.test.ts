import assert from 'node:assert/strict';
import {parseOutput} from '../../../src/jobs/output/specification.ts';

describe('entries of Output', () => {
  it('name files, an archive, and storage', () => {
    const cases: [string, ReturnType<typeof parseOutput>][] = [
      ['result.txt', {archive: undefined, patterns: ['result.txt'], spec: undefined}],
      ['stdout@disk=1', {archive: undefined, patterns: ['stdout'], spec: 'disk=1'}],
      ['a.zip:stdout, *.root@disk=2', {archive: 'a.zip', patterns: ['stdout', '*.root'], spec: 'disk=2'}],
      [
        'x@ALICE::S::D1,!ALICE::S::D2,tape:1',
        {archive: undefined, patterns: ['x'], spec: 'ALICE::S::D1,!ALICE::S::D2,tape:1'},
      ],
      ['x.root@no_archive,disk=1', {archive: undefined, patterns: ['x.root'], spec: 'disk=1'}],
      ['x.root@no_archive', {archive: undefined, patterns: ['x.root'], spec: undefined}],
    ];
    for (const [text, expected] of cases) assert.deepEqual(parseOutput(text), expected, text);
  });
});
