import assert from 'node:assert/strict';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('words of the command line', () => {
  let alien: Program;
  useScene({}, (scene) => ({alien} = scene));

  for (const [words, said] of [
    ['pwd extra', /^Unexpected argument: extra\n {2}> See "alien pwd --help"/],
    ['whoami x y', /^Unexpected arguments: x, y\n/],
    ['config path extra', /^Unexpected argument: extra\n {2}> See "alien config path --help"/],
    ['cd a b', /^Unexpected argument: b\n/],
    ['find . -exec rm', /^There is no option -exec\.\n/],
    ['ls -nonsense', /^There is no option -nonsense\.\n {2}> See "alien ls --help"/],
    ['stat -foo x', /^There is no option -foo\.\n/],
    ['ls --lon', /^There is no option --lon\.\n {2}> Did you mean --long/],
    ['mkdir -pv x', /^Nonexistent flag: -v\n/],
  ] as const) {
    it(`${words}: says what is wrong with them`, async () => {
      const {code, stderr} = await alien.shell(`alien ${words}`);
      assert.match(stderr, said);
      assert.equal(code, 22);
    });
  }

  it('a topic has no such command: 127', async () => {
    const {code, stderr} = await alien.run('config', 'nosuch');
    assert.match(stderr, /^There is no command "config nosuch"/);
    assert.equal(code, 127);
  });

  it('a mistyped command is told though the service cannot be asked', async () => {
    const {code, stderr} = await alien.shell(
      'ALIENPY_JCENTRAL_PORT=1 JALIEN_WSPORT=1 JALIEN_HOST=localhost alien lss',
    );
    assert.match(stderr, /^"lss" is not a command of this program; did you mean .*\bls\b/);
    assert.notEqual(code, 0);
  });

  it('ls -1, alone and among letters, is one name a line as always', async () => {
    await alien.ok('touch', 'a', '.b');
    assert.equal(await alien.ok('ls', '-1'), await alien.ok('ls'));
    assert.equal(await alien.ok('ls', '-1a'), await alien.ok('ls', '-a'));
    assert.equal(await alien.ok('ls', '-l1a'), await alien.ok('ls', '-la'));
    assert.equal((await alien.run('ls', '--', '-1')).code, 2);
  });

  it('too low a limit of open files is said before anything fails of it', async () => {
    for (const limit of [20, 64, 127]) {
      const {code, stderr} = await alien.shell(`ulimit -n ${limit}; alien pwd`);
      assert.match(
        stderr,
        /^alien needs 128 open files, and the limit here is lower: raise it \(ulimit -n 1024\)\.$/m,
      );
      assert.equal(code, 24);
    }
    assert.match(await alien.shell('ulimit -S -n 20; alien pwd').then(({stdout}) => stdout), /demo/);
  });

  it('the rest of a list is not taken for an operand that is missing', async () => {
    const {stdout, stderr, code} = await alien.shell(
      'printf "a\\nb\\n" | { read -r first; alien ls >/dev/null; cat; }',
    );
    assert.deepEqual([stdout, stderr, code], ['b\n', '', 0]);
  });
});
