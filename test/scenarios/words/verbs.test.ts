import assert from 'node:assert/strict';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';

describe('a script that works in the catalogue', () => {
  let grid: TestGrid;
  let alien: Program;
  useScene({users: ['demo', 'other']}, (scene) => ({grid, alien} = scene));

  it('learns who and where it is, with one request each', async () => {
    grid.requests.length = 0;
    assert.equal(await alien.ok('pwd'), `${HOME}/\n`);
    assert.equal(await alien.ok('whoami'), 'demo\n');
    assert.match(await alien.ok('whoami', '-v'), /^Username: demo\nRole: demo\n/);
    assert.deepEqual(
      grid.requests.map(({command}) => command),
      ['pwd', 'whoami', 'whoami'],
    );
  });

  it('makes, lists, finds, moves and removes', async () => {
    await alien.ok('mkdir', '-p', 'work/run1', 'work/run2');
    await alien.ok('touch', 'work/run1/a.root', 'work/run2/b.root', 'work/.hidden');
    assert.equal(await alien.ok('ls', 'work'), 'run1/\nrun2/\n');
    assert.equal(await alien.ok('la', 'work'), '.hidden\nrun1/\nrun2/\n');
    assert.match(await alien.ok('ll', 'work'), /^drwxr-xr-x +demo +demo +0 \w{3} \d\d \d\d:\d\d {4}run1\/\n/);
    assert.equal((await alien.ok('lla', 'work')).split('\n').length, 4);
    assert.equal(
      await alien.ok('find', 'work', '*.root'),
      `${HOME}/work/run1/a.root\n${HOME}/work/run2/b.root\n`,
    );
    assert.equal(await alien.ok('find', 'work', '*.root', '-l', '1'), `${HOME}/work/run1/a.root\n`);
    assert.match(await alien.ok('stat', 'work/run1/a.root'), /^File: .*a\.root\nType: f\n/);
    await alien.ok('mv', 'work/run1/a.root', 'work/run2/b.root', 'work');
    assert.equal(await alien.ok('ls', 'work/*.root'), 'a.root\nb.root\n');
    await alien.ok('rm', 'work/a.root');
    await alien.ok('rm', '-rf', 'work', 'never-there');
    assert.equal((await alien.run('stat', 'work')).code, 2);
  });

  it('may name files as it likes', async () => {
    const names = ['two words', "it's", '$(id)', 'a;b', 'x@y,z', 'größe', '日本', '#1', '100%'];
    await alien.ok('touch', ...names);
    const found = (await alien.ok('ls')).split('\n');
    for (const name of names) assert.ok(found.includes(name), name);
    await alien.ok('rm', ...names);
    await alien.ok('mkdir', '--', '-dash');
    await alien.ok('rmdir', '--', '-dash');
  });

  it('gets JSON where it asks for it, in either spelling', async () => {
    for (const flag of ['--json', '-json']) {
      const {metadata, results} = JSON.parse(await alien.ok('pwd', flag)) as {
        metadata: object;
        results: object[];
      };
      assert.deepEqual(results, [{message: `${HOME}/`, pwd: `${HOME}/`}]);
      assert.deepEqual(Object.keys(metadata), ['currentdir', 'error', 'exitcode', 'user']);
    }
    const refused = await alien.run('stat', 'nowhere', '-json');
    assert.equal(refused.code, 2);
    assert.equal((JSON.parse(refused.stdout) as {metadata: {exitcode: string}}).metadata.exitcode, '2');
  });

  it('reaches commands that only the service knows, word for word', async () => {
    assert.equal(await alien.ok('echo', 'a:b', 'two words', '-x'), 'a:b two words -x\n');
    assert.equal(await alien.ok('type', '.'), 'directory\n');
    assert.match(await alien.ok('echo', '-h'), /echo/);
    const {results} = JSON.parse(await alien.ok('echo', 'hi', '-json')) as {results: object[]};
    assert.deepEqual(results, [{arg0: 'hi', message: 'hi'}]);
  });

  it('reaches what only a newer service knows, untouched, and its help', async () => {
    grid.requests.length = 0;
    await alien.ok('roleami', 'a:b', 'two words', '-x', '-json');
    await alien.ok('roleami', '--help');
    assert.deepEqual(
      grid.requests.filter(({command}) => command === 'roleami').map(({options}) => options),
      [
        ['a:b', 'two words', '-x'],
        ['-nokeys', '-h'],
      ],
    );
  });

  it('is told what a mistyped command may have meant', async () => {
    const {code, stderr, stdout} = await alien.run('whoam');
    assert.deepEqual([code, stdout], [127, '']);
    assert.match(stderr, /no command "whoam".*\n.*Did you mean whoami\?/);
    assert.match((await alien.run('sandbox', 'strat')).stderr, /Did you mean sandbox start/);
  });

  it('gets the reason and the exit code of the service when something is refused', async () => {
    const cases: [string[], number, RegExp][] = [
      [['ls', 'nowhere'], 2, /nowhere/],
      [['cd', 'nowhere'], 2, /no directory nowhere/],
      [['stat', 'nowhere'], 2, /nowhere/],
      [['mkdir', 'no/parent'], 2, /no\/parent/],
      [['mkdir', '/alice/cern.ch/user/o/other/mine'], 13, /other\/mine/],
      [['rmdir', 'nowhere'], 2, /nowhere/],
      [['rm', 'nowhere'], 2, /nowhere/],
      [['touch', '/alice/cern.ch/user/o/other/mine'], 13, /may not make .*mine/],
      [['find', 'nowhere', '*'], 2, /nowhere/],
      [['whereis', 'nowhere'], 2, /nowhere/],
      [['ls', '--no-such-flag'], 22, /no-such-flag[\s\S]*alien ls --help/],
      [['stat'], 22, /name[\s\S]*alien stat --help/],
      [['find', '.', '-l', 'x'], 22, /x/],
    ];
    for (const [words, code, reason] of cases) {
      const finished = await alien.run(...words);
      assert.deepEqual([words, finished.code, finished.stdout], [words, code, '']);
      assert.match(finished.stderr, reason);
    }
  });

  it('never overwrites by moving unless it says so', async () => {
    await alien.ok('touch', 'new', 'old');
    const {code, stderr} = await alien.run('mv', 'new', 'old');
    assert.equal(code, 17);
    assert.match(stderr, /Use -f/);
    await alien.ok('mv', '-f', 'new', 'old');
    assert.equal((await alien.ok('ls')).includes('new'), false);
  });

  it('finds help for every command, made from its flags', async () => {
    const general = await alien.ok('help', '--all');
    for (const name of [
      'pwd',
      'cd',
      'ls',
      'll',
      'la',
      'lla',
      'stat',
      'mkdir',
      'rmdir',
      'rm',
      'mv',
      'touch',
      'find',
      'whereis',
      'whoami',
      'token-info',
      'cat',
      'cp',
      'version',
    ]) {
      assert.match(general, new RegExp(`^ {2}${name} `, 'm'));
      assert.match(await alien.ok(name, '--help'), /USAGE/, name);
    }
  });

  it('is not disturbed by a reader that goes away', async () => {
    const names = Array.from({length: 1000}, (_, i) => `pipe/${'x'.repeat(150)}${i}`);
    for (let i = 0; i < names.length; i += 250) await alien.ok('touch', ...names.slice(i, i + 250));
    const {stdout, stderr, code} = await alien.shell(
      "alien find pipe '*' | head -n 1; exit ${PIPESTATUS[0]}",
    );
    assert.deepEqual([stdout.split('\n').length, stderr], [2, '']);
    assert.ok(code === 141 || code === 0, `exit code ${code}`);
  });
});
