import assert from 'node:assert/strict';
import {KnownEntries} from '../../../../src/lib/copy/plan/known-entries.ts';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import type {Answer} from '../../../../src/lib/session/requests/answer.ts';
import {FakeGrid} from '../support/fake-grid.ts';

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

  /** Change what the service answers to a command. */
  function change(command: string, how: (answer: Answer) => Answer): void {
    const request = grid.request.bind(grid);
    grid.request = async (asked, options) => {
      const answer = await request(asked, options);
      return asked === command ? how(answer) : answer;
    };
  }

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

  it('is unknown where the service refuses to list a directory', async () => {
    const known = await lookUp(DIRECTORY);
    const error = new ServerError('not yours', {code: 'PERMISSION_DENIED'});
    grid.fault = () => ({when: 'before', error});
    await assert.rejects(add(known, DIRECTORY), error);
  });

  it('is looked up name by name where a list may be incomplete, and that is told', async () => {
    const other = absoluteLfn(`${DIRECTORY}/other`);
    put(other);
    const known = await lookUp(DIRECTORY);
    change('find', ({metadata, results}) => ({
      metadata: {...metadata, error: 'too many'},
      results: results.filter(({lfn}) => lfn !== BELOW),
    }));
    await add(known, DIRECTORY, [BELOW, other, MISSING]);
    assert.deepEqual([known.has(BELOW), known.has(other), known.has(MISSING)], [true, true, false]);
    assert.deepEqual(told, [
      `The list of ${DIRECTORY} may be incomplete (too many): each name is looked up.`,
    ]);
    assert.deepEqual(grid.requests.at(-1)?.options, [BELOW, MISSING]);
  });

  it('is not told of a name of which the service says nothing', async () => {
    change('stat', (answer) => ({...answer, results: answer.results.filter(({type}) => type === 'd')}));
    const known = await lookUp(FILE, DIRECTORY);
    assert.match(known.untold(FILE)?.message ?? '', /it says nothing/);
    assert.deepEqual([known.untold(DIRECTORY), known.has(FILE)], [undefined, false]);
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
