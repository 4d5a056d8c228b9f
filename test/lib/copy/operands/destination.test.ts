import assert from 'node:assert/strict';
import {chooseDestination, refuseCollisions} from '../../../../src/lib/copy/operands/destination.ts';
import {UserError} from '../../../../src/lib/errors/errors.ts';

const SOURCES = {
  file: {path: '/a/d/r/x', isDirectory: false, contents: false},
  'dir/': {path: '/a/d/r', isDirectory: true, contents: true},
  dir: {path: '/a/d/r', isDirectory: true, contents: false},
} as const;
const DESTINATIONS = {
  'DST (missing)': {path: '/D', exists: 'no', trailingSlash: false},
  'DST/ (missing)': {path: '/D', exists: 'no', trailingSlash: true},
  'DST (directory)': {path: '/D', exists: 'directory', trailingSlash: false},
  'DST (file)': {path: '/D', exists: 'file', trailingSlash: false},
} as const;

describe('chooseDestination', () => {
  const table: readonly (readonly [
    keyof typeof SOURCES,
    keyof typeof DESTINATIONS,
    number,
    string | undefined,
  ])[] = [
    ['file', 'DST (missing)', 0, '/D'],
    ['file', 'DST/ (missing)', 0, '/D/x'],
    ['file', 'DST (directory)', 0, '/D/x'],
    ['file', 'DST (file)', 0, '/D'],
    ['dir/', 'DST (missing)', 0, '/D'],
    ['dir/', 'DST/ (missing)', 0, '/D'],
    ['dir/', 'DST (directory)', 0, '/D'],
    ['dir/', 'DST (file)', 0, undefined],
    ['dir', 'DST (missing)', 0, '/D'],
    ['dir', 'DST/ (missing)', 0, '/D/r'],
    ['dir', 'DST (directory)', 0, '/D/r'],
    ['dir', 'DST (file)', 0, undefined],
    ['file', 'DST (missing)', 1, '/D/r/x'],
    ['file', 'DST (directory)', 2, '/D/d/r/x'],
    ['dir/', 'DST (missing)', 1, '/D/r'],
    ['dir', 'DST (directory)', 1, '/D/d/r'],
    ['file', 'DST (directory)', 99, '/D/a/d/r/x'],
  ];
  for (const [source, destination, parents, expected] of table) {
    const kept = parents > 0 ? `, ${parents} parents` : '';
    it(`${source} to ${destination}${kept}: ${expected ?? 'refused'}`, () => {
      const choose = () => chooseDestination(SOURCES[source], DESTINATIONS[destination], {parents});
      if (expected === undefined) assert.throws(choose, UserError);
      else assert.equal(choose(), expected);
    });
  }

  const skipping: readonly (readonly [keyof typeof SOURCES, number, string])[] = [
    ['file', 1, '/D/d/r/x'],
    ['file', 99, '/D/x'],
    ['dir/', 1, '/D/d/r'],
    ['dir', 2, '/D/r'],
    ['dir', 99, '/D'],
  ];
  for (const [source, skip, expected] of skipping) {
    it(`${source} without the first ${skip} directories: ${expected}`, () =>
      assert.equal(chooseDestination(SOURCES[source], DESTINATIONS['DST (missing)'], {skip}), expected));
  }

  it('appends to the root without a second slash', () => {
    const root = {path: '/', exists: 'directory', trailingSlash: true} as const;
    assert.equal(chooseDestination(SOURCES.file, root), '/x');
    assert.equal(chooseDestination(SOURCES['dir/'], root), '/');
  });

  it('refuses a file where a directory is needed', () => {
    assert.throws(() => refuseCollisions([{source: 'a', destination: '/D/a'}], ['/D/a']), UserError);
  });
});
