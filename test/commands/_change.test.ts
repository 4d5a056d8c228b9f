import assert from 'node:assert/strict';
import Chmod from '../../src/commands/_change/chmod.ts';
import Chown from '../../src/commands/_change/chown.ts';
import Lfnexpiretime from '../../src/commands/_change/lfnexpiretime.ts';
import MoveDirectory from '../../src/commands/_change/moveDirectory.ts';
import Mkdir from '../../src/commands/_change/mkdir.ts';
import Mv from '../../src/commands/_change/mv.ts';
import Rm from '../../src/commands/_change/rm.ts';
import Rmdir from '../../src/commands/_change/rmdir.ts';
import Touch from '../../src/commands/_change/touch.ts';
import {Workbench, refusal, success} from './workbench.ts';

describe('the verbs that change', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));

  const REQUESTS = [
    [Mkdir, '-ps a b', 'mkdir -p -s -- a b'],
    [Rm, '-rf a b', 'rm -r -f -- a b'],
    [Rm, '-R a', 'rm -r -- a'],
    [Rm, '-- -f', 'rm -- -f'],
    [Rmdir, 'a b', 'rmdir -- a b'],
    [Chmod, '-R 755 a b', 'chmod -R -- 755 a b'],
    [Chmod, '0700 a', 'chmod -- 700 a'],
    [Chown, '-R u.g a', 'chown -R -- u.g a'],
    [Chown, 'u:g a', 'chown -- u.g a'],
    [Lfnexpiretime, '-a -d 1 -w 2 -m 3 -y 4 a', 'lfnexpiretime -a -d 1 -w 2 -m 3 -y 4 -- a'],
    [Lfnexpiretime, '-e -d1 a b', 'lfnexpiretime -e -d 1 -- a b'],
    [Lfnexpiretime, '-r a', 'lfnexpiretime -r -- a'],
    [Lfnexpiretime, '--now a', 'lfnexpiretime -a -- a'],
    [MoveDirectory, 'a', 'moveDirectory -- a'],
  ] as const;
  for (const [command, line, request] of REQUESTS) {
    it(request, async () => {
      assert.equal(await bench.sent(command, line.split(' ')), request);
    });
  }

  it('rm -f takes a name that is not there for no failure, but any other refusal', async () => {
    bench.answer = ([command]) => (command === 'whoami' ? success({homedir: '/home/'}) : refusal(2, 'no'));
    assert.equal((await bench.run(Rm, ['/x'])).code, 2);
    assert.equal((await bench.run(Rm, ['-f', '/x'])).code, 0);
    bench.answer = () => refusal(13, 'permission denied');
    assert.deepEqual(await bench.run(Rm, ['-f', '/x']), {
      code: 13,
      stdout: '',
      stderr: 'permission denied\n',
    });
  });

  it('touch says which file the service did not make', async () => {
    bench.answer = ([command]) => (command === 'stat' ? refusal(2, 'no such file') : success());
    const {code, stderr} = await bench.run(Touch, ['/a']);
    assert.deepEqual([code, stderr], [13, 'You may not make /a.\n']);
    assert.deepEqual(bench.requests, [
      ['touch', '/a'],
      ['stat', '/a'],
    ]);
  });

  it('let nothing expire, and set no mode, by a slip', async () => {
    for (const [command, line] of [
      [Lfnexpiretime, 'a'],
      [Lfnexpiretime, '-a a'],
      [Lfnexpiretime, '-a -d 0 a'],
      [Lfnexpiretime, '-e a'],
      [Lfnexpiretime, '-d 5 a'],
      [Lfnexpiretime, '-a -r -d 5 a'],
      [Chmod, '999 a'],
      [Chmod, 'u+x a'],
      [Chmod, '7777 a'],
      [Chmod, '755'],
    ] as const)
      assert.equal((await bench.run(command, line.split(' '))).code, 22, line);
    assert.deepEqual(bench.requests, []);
  });

  it('moveDirectory ends as a failure where the service only says so', async () => {
    bench.answer = () => 'The LFN does not exist or it is not a directory';
    const {code, stdout} = await bench.run(MoveDirectory, ['a']);
    assert.deepEqual([code, stdout], [1, '']);
    bench.answer = () => 'Moved';
    assert.deepEqual(await bench.run(MoveDirectory, ['a']), {code: 0, stdout: 'Moved\n', stderr: ''});
  });

  it('mv and the others need their names', async () => {
    for (const [command, ...words] of [[Mv, 'a'], [Mkdir], [Rm, '-r'], [Rmdir, '-p'], [Touch]] as const)
      assert.equal((await bench.run(command, words)).code, 22);
    assert.deepEqual(bench.requests, []);
  });
});
