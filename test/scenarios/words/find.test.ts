import assert from 'node:assert/strict';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('find', () => {
  let grid: TestGrid;
  let alien: Program;
  useScene({storage: true}, (scene) => ({grid, alien} = scene));

  before(async () => {
    await alien.ok('mkdir', '-p', 't/run1/deep', 't/run2');
    await alien.ok(
      'touch',
      't/top.root',
      't/run1/a.root',
      't/run1/ab.txt',
      't/run1/deep/b.root',
      't/run2/c.root',
    );
    await alien.ok('cp', 'file:/etc/hostname', 'alien:t/run2/full.txt');
  });

  const found = async (...words: string[]): Promise<string[]> =>
    (await alien.ok('find', ...words))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace(`${HOME}/t/`, ''));

  const ALL = ['run1/a.root', 'run1/ab.txt', 'run1/deep/b.root', 'run2/c.root', 'run2/full.txt', 'top.root'];

  const cases: [words: string, found: string[]][] = [
    ['t', ALL],
    ['t/', ALL],
    [`alien://${HOME}/t/run*/*.root`, ['run1/a.root', 'run1/deep/b.root', 'run2/c.root']],
    ['t -name a*', ['run1/a.root', 'run1/ab.txt']],
    ['t -name ?.root', ['run1/a.root', 'run1/deep/b.root', 'run2/c.root']],
    ['t -name [ac].root', ['run1/a.root', 'run2/c.root']],
    ['t -name a.root', ['run1/a.root']],
    ['t -name begin_a_ext_txt', ['run1/ab.txt']],
    ['-type d t', ['run1/', 'run1/deep/', 'run2/']],
    ['t -type f -name c*', ['run2/c.root']],
    ['t -size +0', ['run2/full.txt']],
    ['t -size -1', ALL.filter((name) => name !== 'run2/full.txt')],
    ['t -minsize 1', ['run2/full.txt']],
    ['t -maxsize 0 -select /run2/', ['run2/c.root']],
    ['t -maxdepth 0', ['top.root']],
    ['t -mindepth 1 -maxdepth 1 -exclude run2', ['run1/a.root', 'run1/ab.txt']],
    ['t -exclude_re ^run', ['top.root']],
    ['t -user nobody', []],
    ['t -user demo -group demo -l 2 -o 1', ['run1/ab.txt', 'run1/deep/b.root']],
    ['t -min-ctime 2099-01-01', []],
    ['t -max-ctime 2099-01-01 -name top*', ['top.root']],
    ['t -l 2 -o 4', ['run2/full.txt', 'top.root']],
    ['t *.root -e run1', ['run2/c.root', 'top.root']],
  ];
  for (const [words, names] of cases) {
    it(words, async () => assert.deepEqual(await found(...words.split(' ')), names));
  }

  it('shows and counts as the service does', async () => {
    assert.match(
      await alien.ok('find', 't', 'top.root', '-wh'),
      /^-rwxr-xr-x +demo +demo .* 0 B .*top\.root\n$/,
    );
    assert.match(await alien.ok('find', 't', '-name', 'top*', '-w'), /^-rwxr-xr-x +demo .*top\.root\n$/);
    assert.match(await alien.ok('find', '-c', 't', '*'), /top\.root\nFound 6 /);
    const json = JSON.parse(await alien.ok('find', 't', '-name', 'top*', '--json')) as {
      results: {lfn: string; size: string}[];
    };
    assert.deepEqual(
      json.results.map(({lfn, size}) => [lfn, size]),
      [[`${HOME}/t/top.root`, '0']],
    );
    assert.match(await alien.ok('find', '-x', '-', 't', '*'), /<collection/);
    await alien.ok('find', '-x', 'c.xml', 't', '*');
    assert.match(await alien.ok('cat', 'c.xml'), /top\.root/);
  });

  it('prints nothing on stdout where it cannot look', async () => {
    for (const [code, ...words] of [
      [2, 'none'],
      [20, 't/top.root'],
      [22, 't', '-size', 'big'],
      [22, 't', '-type', 'x'],
      [22, 't', '-name', 'a*', '-select', 'b'],
      [22, 't', '-minsize', '3', '-maxsize', '2'],
      [64, 't', '-select', '('],
    ] as const) {
      const run = await alien.run('find', ...words);
      assert.deepEqual([words, run.code, run.stdout], [words, code, '']);
      assert.notEqual(run.stderr, '');
    }
  });

  it('asks page by page, and holds no more than one of them', async () => {
    const names = Array.from({length: 6000}, (_, index) => `many/f${String(index).padStart(5, '0')}`);
    await alien.ok('mkdir', 'many');
    for (let at = 0; at < names.length; at += 500) await alien.ok('touch', ...names.slice(at, at + 500));
    grid.requests.length = 0;
    const lines = (await alien.ok('find', 'many')).trimEnd().split('\n');
    assert.deepEqual(
      lines,
      names.map((name) => `${HOME}/${name}`),
    );
    assert.equal(grid.requests.filter(({command}) => command === 'find').length, 2);
  });

  it('goes on where a page breaks off: nothing is missing, and nothing comes twice', async () => {
    let cuts = 0;
    grid.onRequest = ({command, options}) =>
      command === 'find' && options.includes('-o') && cuts++ === 0 ? 'cut-inside' : 'answer';
    try {
      const {results} = JSON.parse(await alien.ok('find', 'many', '--json', '-l', '5999')) as {
        results: {lfn: string}[];
      };
      assert.deepEqual(
        results.map(({lfn}) => lfn),
        Array.from({length: 5999}, (_, index) => `${HOME}/many/f${String(index).padStart(5, '0')}`),
      );
      assert.ok(cuts > 1);
    } finally {
      grid.onRequest = undefined;
    }
  });

  it('shows a long list while it comes in: a reader may go away, and a part is no success', async () => {
    const {stdout, stderr} = await alien.shell(
      'set -o pipefail; alien ls -la many | head -n 1; echo "code $?"',
    );
    assert.match(stdout, /^-rwxr-xr-x .* f00000\ncode 141\n$/);
    assert.equal(stderr, '');
    for (const [form, shown] of [
      ['--ndjson', /^\{"lfn":.*f00000"/],
      ['--csv', /^lfn,name,.*\n.*f00000,/],
    ] as const) {
      await grid.faults.set('cut-inside ls', {count: 1});
      const run = await alien.run('ls', form, 'many');
      assert.match(run.stdout, shown);
      assert.ok(run.stdout.split('\n').length < 5000, 'not all of it');
      assert.match(run.stderr, /^The answer broke off after \d+ results/m);
      assert.equal(run.code, 107);
    }
  });
});
