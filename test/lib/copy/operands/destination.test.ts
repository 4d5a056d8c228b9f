import assert from 'node:assert/strict';
import {
  chooseDestination,
  refuseCollisions,
  refuseManyToOne,
} from '../../../../src/lib/copy/operands/destination.ts';
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
    const items = [{source: 'a', destination: '/D/a'}];
    assert.throws(() => refuseCollisions(items, ['/D', '/D/a']), {
      exitCode: 17,
      message: /has to be a directory/,
    });
    refuseCollisions(items, ['/D']);
  });

  it('refuses two files for one place', () => {
    const item = (source: string, destination: string) => ({source, destination});
    refuseCollisions([item('a', '/D/a'), item('b', '/D/b')], []);
    assert.throws(() => refuseCollisions([item('a', '/D/x'), item('b', '/D/x')], []), {
      exitCode: 17,
      message: 'a and b would both be copied to /D/x.',
    });
  });

  it('refuses more sources than the destination can take', () => {
    const refused: Partial<Record<keyof typeof DESTINATIONS, readonly [one: boolean, two: boolean]>> = {
      'DST (missing)': [false, true],
      'DST/ (missing)': [false, false],
      'DST (directory)': [false, false],
      'DST (file)': [false, true],
    };
    for (const [name, answers] of Object.entries(refused)) {
      const destination = DESTINATIONS[name as keyof typeof DESTINATIONS];
      for (const [index, isRefused] of answers.entries()) {
        const check = () => refuseManyToOne(destination, index + 1);
        if (isRefused) assert.throws(check, {exitCode: 20}, name);
        else check();
      }
    }
    const slash = {...DESTINATIONS['DST (file)'], trailingSlash: true};
    assert.throws(() => refuseManyToOne(slash, 1), {exitCode: 20, message: '/D is a file, not a directory.'});
  });

  it('keeps nothing where nothing is to be kept', () => {
    for (const keep of [{skip: 0}, {parents: 0}])
      assert.equal(chooseDestination(SOURCES.file, DESTINATIONS['DST (missing)'], keep), '/D');
  });
});
