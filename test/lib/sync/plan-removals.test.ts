import assert from 'node:assert/strict';
import type {Listing} from '../../../src/lib/copy/plan/listing.ts';
import type {SelectionRequest} from '../../../src/lib/copy/model/selection-request.ts';
import {Selection} from '../../../src/lib/copy/selection/selection.ts';
import {planRemovals} from '../../../src/lib/sync/plan-removals.ts';
import {thisProcess} from '../../../src/lib/traces/process-mark.ts';
import {temporaryName} from '../../../src/lib/traces/temporary-name.ts';
import {GONE_PID} from '../../support/gone-pid.ts';

describe('what a destination has and the source has not', () => {
  /** A tree of the source; a directory ends with a slash. */
  const source = (...names: string[]): Listing => ({
    route: {direction: 'download', source: {name: '/s'}, destination: {name: '/d'}},
    shape: {path: '/s', isDirectory: true, contents: true},
    files: names
      .filter((name) => !name.endsWith('/'))
      .map((relative) => ({relative, size: 1, changed: undefined, unchangedSince: undefined})),
    directories: names.filter((name) => name.endsWith('/')).map((name) => name.slice(0, -1)),
    problems: [],
  });
  const present = (names: readonly string[]) =>
    names.map((name) => ({
      relative: name.replace(/\/$/, ''),
      isDirectory: name.endsWith('/'),
      size: 1,
      changed: undefined,
    }));
  const plan = (from: Listing, there: readonly string[], selection: SelectionRequest = {}) =>
    planRemovals(from, present(there), new Selection(selection));

  it('goes: its files, and directories after all that is in them', () => {
    const {files, directories, inUse} = plan(source('a', 'd/', 'd/b'), [
      'a',
      'x',
      'd/',
      'd/b',
      'd/y',
      'e/',
      'e/f/',
      'e/f/z',
    ]);
    assert.deepEqual(files.toSorted(), ['d/y', 'e/f/z', 'x']);
    assert.deepEqual(directories, ['e/f', 'e']);
    assert.deepEqual(inUse, []);
  });

  it('is none of the directories in which the source has a file, told or not', () => {
    assert.deepEqual(plan(source('d/e/b'), ['d/', 'd/e/', 'd/e/b', 'd/e/x']), {
      files: ['d/e/x'],
      directories: [],
      inUse: [],
    });
  });

  it('is no directory that a file has yet to come to', () => {
    assert.deepEqual(plan(source('d/e/b'), ['d/', 'd/e/', 'f/']).directories, ['f']);
  });

  it('goes in the right order, whatever the order in which it was found', () => {
    const there = ['e/', 'e/f/', 'e/f/g/', 'h/', 'h/i/'];
    for (const found of [there, there.toReversed()])
      assert.deepEqual(plan(source('a'), found).directories, ['h/i', 'h', 'e/f/g', 'e/f', 'e']);
  });

  it('is no directory that the source has, though it is empty', () => {
    assert.deepEqual(plan(source('a', 'd/', 'd/e/'), ['a', 'd/', 'd/e/', 'f/']).directories, ['f']);
  });

  it('is no link in the place of a directory of the source', () => {
    assert.deepEqual(plan(source('a', 'd/', 'd/b'), ['a', 'd']).files, []);
  });

  it('is a directory in the place of a file of the source: its contents', () => {
    assert.deepEqual(plan(source('d'), ['d/', 'd/x']), {files: ['d/x'], directories: ['d'], inUse: []});
  });

  it('stays where the choice would leave it out, and then all directories stay', () => {
    const there = ['a.root', 'b.txt', 'd/', 'd/c.root', 'e/'];
    assert.deepEqual(plan(source(), there, {glob: '*.root'}), {
      files: ['a.root', 'd/c.root'],
      directories: [],
      inUse: [],
    });
    // As if it were at the source.
    assert.deepEqual(plan(source(), there, {select: '^/s/d/'}).files, ['d/c.root']);
  });

  describe('with a name that a program gives', () => {
    const mine = temporaryName('x');
    const gone = temporaryName('x', 'part', {...thisProcess(), pid: GONE_PID});
    const onlyCopy = temporaryName('x', 'aside', {...thisProcess(), pid: GONE_PID});

    it('stays with the directories above it, and is told', () => {
      const names = [`d/${mine}`, `e/f/${onlyCopy}`, `g/${gone}`];
      const {files, directories, inUse} = plan(source('a'), ['a', 'd/', 'e/', 'e/f/', 'g/', ...names]);
      assert.deepEqual(files, [`g/${gone}`]);
      assert.deepEqual(directories, ['g']);
      assert.deepEqual(inUse, [`d/${mine}`, `e/f/${onlyCopy}`]);
    });

    it('stays as a directory with all that is in it; only files are told', () => {
      const there = ['a', `${mine}/`, `${mine}/content`];
      assert.deepEqual(plan(source('a'), there), {files: [], directories: [], inUse: [`${mine}/content`]});
    });

    it('stays as an empty directory, with those above it', () => {
      assert.deepEqual(plan(source('a'), ['a', 'd/', `d/${mine}/`, 'e/']).directories, ['e']);
    });

    it('is no matter of its own where the source has that name too', () => {
      assert.deepEqual(plan(source(mine), [mine]), {files: [], directories: [], inUse: []});
    });
  });
});
