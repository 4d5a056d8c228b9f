import assert from 'node:assert/strict';
import type {Entry} from '../../../../src/lib/catalogue/entry.ts';
import {statEntries} from '../../../../src/lib/catalogue/stat-entries.ts';
import {sortEntries} from '../../../../src/lib/copy/plan/sorted-entries.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {relativeToRoot} from '../../../../src/lib/paths/relative-path.ts';
import {FakeGrid} from '../support/fake-grid.ts';

const ROOT = absoluteLfn('/alice/home/d');

describe('entries that were found', () => {
  let grid: FakeGrid;
  beforeEach(() => {
    grid = new FakeGrid();
    grid.makeDirectory(ROOT);
  });
  const put = (name: string, type: 'f' | 'c' = 'f', size = 3) =>
    grid.entries.set(`${ROOT}/${name}`, {type, size, md5: 'ab'.repeat(16), guid: '', replicas: []});
  const entriesOf = async (...names: string[]): Promise<Entry[]> => {
    const lfns = names.map((name) => absoluteLfn(`${ROOT}/${name}`));
    const found = await statEntries(grid, lfns);
    return lfns.map((lfn) => found.get(lfn) as Entry);
  };
  const sort = (entries: Entry[]) => {
    const {files, directories, problems} = sortEntries(entries, (lfn) => relativeToRoot(ROOT, lfn));
    return {
      files: files.map(({relative}) => relative),
      directories,
      problems: problems.map(({path, error}) => [path.slice(ROOT.length + 1), error.exitCode]),
    };
  };

  it('are files and directories by their names below the source', async () => {
    put('a');
    grid.makeDirectory(`${ROOT}/b/c`);
    put('b/c/f');
    assert.deepEqual(sort(await entriesOf('a', 'b', 'b/c', 'b/c/f')), {
      files: ['a', 'b/c/f'],
      directories: ['b', 'b/c'],
      problems: [],
    });
  });

  it('carry what the catalogue says of a file', async () => {
    put('a', 'f', 7);
    const [entry] = await entriesOf('a');
    assert.ok(entry);
    const [file] = sortEntries([entry], () => '').files;
    assert.deepEqual(file, {
      relative: '',
      size: 7,
      changed: entry.changed,
      unchangedSince: entry.changed,
      entry,
    });
  });

  it('come once, however often the service has told them', async () => {
    put('a');
    grid.makeDirectory(`${ROOT}/b`);
    assert.deepEqual(sort(await entriesOf('a', 'b', 'a', 'b')), {
      files: ['a'],
      directories: ['b'],
      problems: [],
    });
  });

  it('are problems where they are collections', async () => {
    put('a', 'c');
    put('f');
    assert.deepEqual(sort(await entriesOf('a', 'f')), {files: ['f'], directories: [], problems: [['a', 22]]});
  });

  it('are problems where the catalogue contradicts itself, with their size', async () => {
    put('a');
    const [entry] = await entriesOf('a');
    assert.ok(entry);
    const {files, problems} = sortEntries([{...entry, doubt: 'two sizes'}], () => 'a');
    assert.deepEqual([files, problems.map(({size}) => size)], [[], [3]]);
    assert.match(problems[0]?.error.message ?? '', /two sizes/);
  });

  it('are problems where they have no place below the source', async () => {
    put('a');
    const refuse = () => {
      throw new UserError('no place', {code: 'PERMISSION_DENIED'});
    };
    const {files, problems} = sortEntries(await entriesOf('a'), refuse);
    assert.deepEqual([files, problems.map(({error}) => error.exitCode)], [[], [13]]);
  });

  it('are problems where a directory has the name of a file, told or implied by what is below it', async () => {
    put('x');
    put('y');
    put('z/deep');
    put('free');
    const files = await entriesOf('x', 'y', 'z/deep', 'free');
    grid.entries.delete(`${ROOT}/x`);
    grid.makeDirectory(`${ROOT}/x`);
    put('y/deep/f');
    put('z/deep/f');
    const {problems, ...sorted} = sort([...files, ...(await entriesOf('x', 'y/deep/f', 'z/deep/f'))]);
    assert.deepEqual(sorted, {files: ['free', 'y/deep/f', 'z/deep/f'], directories: ['x']});
    assert.deepEqual(problems, [
      ['x', 21],
      ['y', 21],
      ['z/deep', 21],
    ]);
  });

  it('hide no bug', async () => {
    put('a');
    const entries = await entriesOf('a');
    const bug = () => {
      throw new TypeError('a bug');
    };
    assert.throws(() => sortEntries(entries, bug), TypeError);
  });
});
