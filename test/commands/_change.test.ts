import assert from 'node:assert/strict';
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

  it('mv and the others need their names', async () => {
    for (const [command, ...words] of [[Mv, 'a'], [Mkdir], [Rm, '-r'], [Rmdir, '-p'], [Touch]] as const)
      assert.equal((await bench.run(command, words)).code, 22);
    assert.deepEqual(bench.requests, []);
  });
});
