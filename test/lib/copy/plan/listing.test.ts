import assert from 'node:assert/strict';
import type {Route} from '../../../../src/lib/copy/operands/routes.ts';
import {
  asFirstSeen,
  type Listing,
  pathOf,
  placeOf,
  rootOf,
  selectFiles,
  type SourceFile,
} from '../../../../src/lib/copy/plan/listing.ts';
import type {PlanOptions} from '../../../../src/lib/copy/plan/plan-options.ts';
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

  describe('and has an earlier copy that was aborted', () => {
    const THERE = destination('directory');
    let asked: string[];
    let said: string[];
    beforeEach(() => ([asked, said] = [[], []]));
    /** What the destination is taken for, with a journal that knows it. */
    const seen = (listing: Listing, more: object = {}, isResumed = true, shape = THERE) => {
      const begun = {
        asBegun: (direction: string, {path}: {path: string}, place: typeof THERE) => {
          asked.push(`${direction} ${path} ${place.path}`);
          return {destination: {...place, exists: 'no' as const}, isResumed};
        },
      };
      const options = {
        ...{begun, keep: KEEP, sourcesPerDestination: 1},
        say: (note: string) => said.push(note),
        ...more,
      };
      // eslint-disable-next-line house/no-unchecked-cast -- it uses no more of them than is here
      return asFirstSeen(listing, shape, options as unknown as PlanOptions).exists;
    };

    it('goes to the name that it was given then, and says so', () => {
      assert.equal(seen(tree('/d')), 'no');
      assert.deepEqual(asked, ['upload /d /alice/x']);
      assert.match(said.join(), /^\/alice\/x is resumed: the copy of \/d was interrupted\. To copy below it/);
      assert.equal(seen(tree('/d'), {keep: {skip: 0}}), 'no');
    });

    it('says nothing of one that is not resumed', () => {
      seen(tree('/d'), {}, false);
      assert.deepEqual([asked.length, said], [1, []]);
    });

    it('goes where it would have gone, if that was no new name', () => {
      for (const [listing, more, shape] of [
        [single('/d')],
        [{...tree('/d'), shape: {path: '/d', isDirectory: true, contents: true}}],
        [{...tree('/d'), route: {...ROUTE, exact: true}}],
        [{...tree('/d'), route: {...ROUTE, exact: 'directories'}}],
        [tree('/d'), {}, destination('directory', true)],
        [tree('/d'), {keep: {parents: 1}}],
        [tree('/d'), {keep: {skip: 1}}],
        [tree('/d'), {sourcesPerDestination: 2}],
        [tree('/d'), {begun: undefined}],
      ] as const)
        assert.equal(
          seen(listing as Listing, more, true, shape),
          'directory',
          JSON.stringify([listing, more, shape]),
        );
      assert.deepEqual([asked, said], [[], []]);
    });
  });

  it('gets exactly its name as a directory alone, where the route says that', () => {
    const exact = (listing: Listing) => ({...listing, route: {...ROUTE, exact: 'directories' as const}});
    assert.equal(rootOf(exact(tree('/d')), destination('directory'), KEEP), '/alice/x');
    assert.equal(rootOf(exact(single('/d/f')), destination('directory'), KEEP), '/alice/x/f');
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
