import assert from 'node:assert/strict';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {type Candidate, Selection} from '../../../../src/lib/copy/selection/selection.ts';
import type {SelectionRequest} from '../../../../src/lib/copy/model/selection-request.ts';

const file = (relative: string, size: number, day: string, owner: string, jobId?: string): Candidate => ({
  path: `/alice/run/${relative}`,
  relative,
  size,
  changed: new Date(`${day}T12:00:00`),
  owner,
  group: `${owner}s`,
  jobId,
});
const FILES = [
  file('root_archive.zip', 3 << 20, '2024-01-10', 'ann', '7'),
  file('001/AO2D.root', 2 << 20, '2024-02-10', 'ann', '8'),
  file('001/AO2D.root.bak', 100, '2024-02-11', 'bob'),
  file('001/sub/log.txt', 5, '2024-03-10', 'bob'),
  file('run1/.hidden', 0, '2024-04-10', 'bob', '7'),
];

function chosen(request: SelectionRequest): string[] {
  return new Selection(request).choose(FILES).map((index) => FILES[index]?.relative ?? '');
}

describe('selection', () => {
  const table: readonly (readonly [SelectionRequest, readonly string[]])[] = [
    [{}, FILES.map(({relative}) => relative)],
    [{glob: '*.root'}, ['001/AO2D.root']],
    [{glob: 'AO2D.*'}, ['001/AO2D.root', '001/AO2D.root.bak']],
    [{glob: '001/*'}, ['001/AO2D.root', '001/AO2D.root.bak', '001/sub/log.txt']],
    [{glob: 'r*'}, ['root_archive.zip', 'run1/.hidden']],
    [{glob: '00?/*.txt'}, ['001/sub/log.txt']],
    [{glob: '*'}, FILES.map(({relative}) => relative)],
    [{select: '\\.root$'}, ['001/AO2D.root']],
    [{select: '/run/root'}, ['root_archive.zip']],
    [{select: '.*/run/001/.*', exclude: ['.bak', 'log']}, ['001/AO2D.root']],
    [{name: 'begin_AO_ext_root'}, ['001/AO2D.root']],
    [{name: 'ext_root'}, ['001/AO2D.root']],
    [{exclude: ['001']}, ['root_archive.zip', 'run1/.hidden']],
    [{exclude: ['alice']}, FILES.map(({relative}) => relative)],
    [{excludeRegex: ['^\\d+/', 'z.p']}, ['run1/.hidden']],
    [{minSize: '100', maxSize: '2M'}, ['001/AO2D.root', '001/AO2D.root.bak']],
    [{maxSize: '0'}, ['run1/.hidden']],
    [{minDepth: 2}, ['001/sub/log.txt']],
    [{maxDepth: 0}, ['root_archive.zip']],
    [{minTime: '2024-03-10', maxTime: '2024-03-11'}, ['001/sub/log.txt']],
    [{user: 'ann'}, ['root_archive.zip', '001/AO2D.root']],
    [{group: 'bobs', minDepth: 2}, ['001/sub/log.txt']],
    [{jobId: '7'}, ['root_archive.zip', 'run1/.hidden']],
    [{limit: 2}, ['001/AO2D.root', '001/AO2D.root.bak']],
    [{offset: 3}, ['root_archive.zip', 'run1/.hidden']],
    [{limit: 1, offset: 1, user: 'ann'}, ['root_archive.zip']],
    [{limit: 1, site: 'CERN'}, ['root_archive.zip']],
    [{offset: 9}, []],
  ];
  for (const [request, expected] of table)
    it(`${JSON.stringify(request)} chooses ${expected.join(' ')}`, () =>
      assert.deepEqual(chosen(request), expected));

  const bad: readonly (readonly [SelectionRequest, number])[] = [
    [{select: '('}, 64],
    [{excludeRegex: ['fine', '[']}, 64],
    [{select: 'a'.repeat(2000)}, 64],
    [{name: 'nonsense'}, 22],
    [{minSize: 'big'}, 22],
    [{minSize: '2K', maxSize: '1K'}, 22],
    [{minDepth: 2, maxDepth: 1}, 22],
    [{maxTime: 'yesterday'}, 22],
  ];
  for (const [request, exitCode] of bad)
    it(`${JSON.stringify(request).slice(0, 60)} is an error ${exitCode}`, () =>
      assert.throws(
        () => new Selection(request),
        (error) => error instanceof UserError && error.exitCode === exitCode,
      ));

  it('tells whether anything is chosen at all', () => {
    assert.equal(new Selection({exclude: []}).isEverything, true);
    assert.equal(new Selection({offset: 0}).isEverything, false);
  });

  it('leaves to the server what it can decide', () => {
    const selection = new Selection({glob: 'a?*.root', jobId: '5', serverExclude: 'x', site: 'CERN'});
    const extra = ['-j', '5', '-e', 'x'];
    assert.deepEqual(selection.findOptions, {pattern: 'a_*.root', site: 'CERN', extra});
  });

  for (const request of [{user: 'a'}, {group: 'a'}, {jobId: '1'}, {serverExclude: 'x'}, {site: 'CERN'}])
    it(`${JSON.stringify(request)} is refused for local files`, () =>
      assert.throws(() => new Selection(request).refuseForLocalFiles(), UserError));
});
