import assert from 'node:assert/strict';
import {KnownEntries} from '../../../../src/lib/copy/plan/known-entries.ts';
import {NetworkError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {FakeGrid} from '../fake-grid.ts';

const [HOME, FILE, DIRECTORY, MISSING, BELOW] = [
  '/alice/home',
  '/alice/home/file',
  '/alice/home/dir',
  '/alice/home/missing',
  '/alice/home/dir/f',
].map(absoluteLfn) as [Lfn, Lfn, Lfn, Lfn, Lfn];
type Lfn = ReturnType<typeof absoluteLfn>;

describe('what is known of the grid', () => {
  const {signal} = new AbortController();
  let grid: FakeGrid;
  let told: string[];
  beforeEach(() => {
    grid = new FakeGrid();
    told = [];
    put(FILE);
    put(BELOW);
  });
  const put = (lfn: string) => {
    grid.makeDirectory(lfn.slice(0, lfn.lastIndexOf('/')));
    grid.entries.set(lfn, {type: 'f', size: 3, md5: '', guid: '', replicas: []});
  };
  const lookUp = (...lfns: Lfn[]) => KnownEntries.lookUp(grid, lfns, signal);
  const add = (known: KnownEntries, root: Lfn, names: Lfn[] = []) =>
    known.addTree(grid, root, names, (note) => told.push(note), signal);

  it('is what was looked up, by kind', async () => {
    const known = await lookUp(FILE, DIRECTORY, MISSING);
    assert.deepEqual(
      [FILE, DIRECTORY, MISSING].map((lfn) => known.kindOf(lfn)),
      ['file', 'directory', 'no'],
    );
    assert.deepEqual(
      [FILE, DIRECTORY, MISSING].map((lfn) => known.has(lfn)),
      [true, true, false],
    );
    assert.deepEqual(
      [FILE, DIRECTORY].map((lfn) => known.hasDirectory(lfn)),
      [false, true],
    );
    assert.equal(known.get(FILE)?.type, 'f');
    assert.equal(known.get(DIRECTORY)?.type, 'd');
    assert.equal(known.untold(FILE), undefined);
  });

  it('grows by what is below a directory', async () => {
    const known = await lookUp(DIRECTORY);
    assert.ok(!known.has(BELOW));
    await add(known, DIRECTORY);
    assert.ok(known.has(BELOW));
    assert.deepEqual(told, []);
    assert.equal(grid.count('stat'), 1);
  });

  it('does not grow where the directory turns out to be none', async () => {
    const known = await lookUp(FILE);
    await add(known, FILE);
    assert.deepEqual(told, []);
  });

  it('is unknown where the service cannot be asked', async () => {
    const known = await lookUp(DIRECTORY);
    grid.fault = () => ({when: 'before', error: new NetworkError('lost')});
    await assert.rejects(add(known, DIRECTORY), NetworkError);
  });

  it('prefers a file to a directory of the same name, as what a copy would replace', async () => {
    const known = await lookUp(FILE);
    grid.entries.delete(FILE);
    grid.makeDirectory(FILE);
    await add(known, HOME);
    assert.deepEqual(
      [known.get(FILE)?.type, known.hasDirectory(FILE), known.kindOf(FILE)],
      ['f', true, 'directory'],
    );
    assert.equal(known.fileInTheWayOf(FILE), undefined);
  });

  it('tells the file in the way of a directory, at whatever height', async () => {
    const known = await lookUp(HOME, FILE, DIRECTORY);
    const deep = absoluteLfn(`${FILE}/a/b`);
    for (const lfn of [FILE, deep, deep, absoluteLfn(`${FILE}/a`)])
      assert.equal(known.fileInTheWayOf(lfn), FILE, lfn);
    for (const lfn of [HOME, DIRECTORY, MISSING, absoluteLfn('/'), absoluteLfn('/other/x')])
      assert.equal(known.fileInTheWayOf(lfn), undefined, lfn);
  });
});
