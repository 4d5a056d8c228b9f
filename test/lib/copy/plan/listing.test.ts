import assert from 'node:assert/strict';
import type {Route} from '../../../../src/lib/copy/operands/routes.ts';
import {
  type Listing,
  pathOf,
  placeOf,
  rootOf,
  selectFiles,
  type SourceFile,
} from '../../../../src/lib/copy/plan/listing.ts';
import {Selection} from '../../../../src/lib/copy/selection/selection.ts';
import type {AlienError} from '../../../../src/lib/errors/errors.ts';

const ROUTE: Route = {direction: 'upload', source: {name: 'd'}, destination: {name: '/alice/x'}};
const KEEP = {parents: 0};

describe('what was found at a source', () => {
  const file = (relative: string, size = 1): SourceFile => ({
    relative,
    size,
    changed: undefined,
    unchangedSince: undefined,
  });
  const tree = (path: string, ...names: string[]): Listing => ({
    route: ROUTE,
    shape: {path, isDirectory: true, contents: false},
    files: names.map((name) => file(name)),
    directories: ['sub'],
    problems: [],
  });
  const single = (path: string): Listing => ({
    route: ROUTE,
    shape: {path, isDirectory: false, contents: false},
    files: [file('')],
    directories: [],
    problems: [],
  });
  const destination = (exists: 'no' | 'file' | 'directory', trailingSlash = false) => ({
    path: '/alice/x',
    exists,
    trailingSlash,
  });

  it('has paths below the source, or that of the source itself', () => {
    assert.equal(pathOf(tree('/d'), file('sub/f')), '/d/sub/f');
    assert.equal(pathOf(single('/d/f'), file('')), '/d/f');
    assert.equal(placeOf('/alice/x', 'sub/f'), '/alice/x/sub/f');
    assert.equal(placeOf('/alice/x', ''), '/alice/x');
  });

  it('goes into a directory under its own name, or gets the name that was given', () => {
    assert.equal(rootOf(tree('/d'), destination('directory'), KEEP), '/alice/x/d');
    assert.equal(rootOf(tree('/d'), destination('no'), KEEP), '/alice/x');
    assert.equal(rootOf(single('/d/f'), destination('no', true), KEEP), '/alice/x/f');
    assert.equal(rootOf(single('/d/f'), destination('no', true), {parents: 1}), '/alice/x/d/f');
  });

  it('gets exactly the name that was given, whatever is there, where the route says so', () => {
    const exact = (listing: Listing) => ({...listing, route: {...ROUTE, exact: true}});
    assert.equal(rootOf(exact(tree('/d')), destination('directory', true), KEEP), '/alice/x');
    assert.equal(rootOf(exact(single('/d/f')), destination('file', true), KEEP), '/alice/x');
    assert.throws(
      () => rootOf(exact(tree('/d')), destination('file'), KEEP),
      (error: AlienError) => error.exitCode === 20,
    );
  });

  it('is all meant where nothing is chosen, with its directories', () => {
    const listings = [tree('/d', 'a', 'b')];
    assert.deepEqual(selectFiles(listings, new Selection()), {listings, leftOut: 0});
  });

  it('is chosen across all sources, without directories for their own sake', () => {
    const listings = [tree('/d', 'a.root', 'sub/b.txt'), tree('/e', 'c.txt'), single('/f/d.root')];
    const {listings: chosen, leftOut} = selectFiles(listings, new Selection({glob: '*.root'}));
    assert.deepEqual(
      chosen.map(({files, directories}) => [files.map(({relative}) => relative), directories]),
      [
        [['a.root'], []],
        [[], []],
        [[''], []],
      ],
    );
    assert.equal(leftOut, 2);
  });

  it('is chosen by the whole path too, and by number in the order of the paths', () => {
    const listings = [tree('/e', 'b', 'a'), tree('/d', 'c')];
    const names = (selection: Selection) =>
      selectFiles(listings, selection).listings.map(({files}) => files.map(({relative}) => relative));
    assert.deepEqual(names(new Selection({select: '^/d/'})), [[], ['c']]);
    assert.deepEqual(names(new Selection({limit: 2})), [['a'], ['c']]);
    assert.deepEqual(names(new Selection({minSize: '2'})), [[], []]);
  });

  it('is chosen by its path below the source, or by the name of a source that is a file', () => {
    const listings = [tree('/d', 'sub/b.txt'), single('/f/d.root')];
    const left = (selection: Selection) =>
      selectFiles(listings, selection).listings.map(({files}) => files.length);
    assert.deepEqual(left(new Selection({exclude: ['sub']})), [0, 1]);
    assert.deepEqual(left(new Selection({maxDepth: 0})), [0, 1]);
    assert.deepEqual(left(new Selection({glob: 'd.root'})), [0, 1]);
    assert.deepEqual(left(new Selection({glob: 'sub/*'})), [1, 0]);
  });

  it('is chosen by what the catalogue knows of it', () => {
    const entry = {owner: 'me', group: 'us', jobId: '7'} as NonNullable<SourceFile['entry']>;
    const listings = [{...tree('/d'), files: [{...file('a'), entry}, file('b')]}];
    for (const request of [{user: 'me'}, {group: 'us'}, {jobId: '7'}])
      assert.equal(selectFiles(listings, new Selection(request)).leftOut, 1, JSON.stringify(request));
  });
});
