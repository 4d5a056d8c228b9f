import assert from 'node:assert/strict';
import Access from '../../src/commands/_storage/access.ts';
import Commit from '../../src/commands/_storage/commit.ts';
import DeleteMirror from '../../src/commands/_storage/deleteMirror.ts';
import ListSEDistance from '../../src/commands/_storage/listSEDistance.ts';
import ListSEs from '../../src/commands/_storage/listSEs.ts';
import ListTransfer from '../../src/commands/_storage/listTransfer.ts';
import Mirror from '../../src/commands/_storage/mirror.ts';
import RandomPFNs from '../../src/commands/_storage/randomPFNs.ts';
import SetSite from '../../src/commands/_storage/setSite.ts';
import TestSE from '../../src/commands/_storage/testSE.ts';
import Xrdstat from '../../src/commands/_storage/xrdstat.ts';
import {Workbench, success} from './workbench.ts';

const GUID = '5f0d3b4e-8d4c-11ee-9bf3-02420a0a0a0a';

describe('the verbs of storage', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));

  const REQUESTS = [
    [Access, 'read /x', 'access -- read /x'],
    [Access, `-fu read ${GUID} !A::B::C`, `access -f -u -- read ${GUID} !A::B::C`],
    [Access, '-s 5 -m abc -j 7 write /x disk:2', 'access -s 5 -m abc -j 7 -- write /x disk:2'],
    [Commit, 'ENV 5 /x', 'commit ENV 5 /x'],
    [DeleteMirror, '-g x A::B::C', 'deleteMirror -g -- x A::B::C'],
    [ListSEs, '', 'listSEs --'],
    [ListSEs, '-qos tape,x -qos disk -s cern', 'listSEs -qos tape,x -qos disk -s -- cern'],
    [ListSEDistance, '-site CERN -qos disk', 'listSEDistance -site CERN -qos disk'],
    [ListSEDistance, '-read x', 'listSEDistance -read x'],
    [
      ListTransfer,
      '-status X -user u -id 7 -destination A -list 3 -verbose -jdl -desc -summary',
      'listTransfer -status X -user u -id 7 -destination A -list 3 -verbose -jdl -desc',
    ],
    [TestSE, '-vcta @disk 3', 'testSE -v -c -t -a -- @disk 3'],
    [RandomPFNs, 'A::B::C 5', 'randomPFNs A::B::C 5'],
    [SetSite, '', 'setSite'],
    [SetSite, 'CERN', 'setSite CERN'],
    [Xrdstat, 'x', 'xrdstat -- x'],
    [Xrdstat, '-divc -4 -6 -s A -p 7,8 -oO x y', 'xrdstat -4 -6 -d -i -v -c -s A -p 7,8 -o -O -- x y'],
  ] as const;
  for (const [command, line, request] of REQUESTS) {
    it(request, async () => {
      assert.equal(await bench.sent(command, line.split(' ').filter(Boolean)), request);
    });
  }

  it('access makes a full name of a relative one, since the service takes no other', async () => {
    bench.answer = ([command]) => (command === 'whoami' ? success({homedir: '/home/'}) : success());
    await bench.run(Access, ['read', '~/x']);
    assert.deepEqual(bench.requests.at(-1), ['access', '--', 'read', '/home/x']);
  });

  it('mirror insists on a target, and on an answer', async () => {
    assert.equal((await bench.run(Mirror, ['x'])).code, 22);
    assert.deepEqual(bench.requests, []);
    const words = ['-g', '-try', '2', '-r', 'A::B::C', '-S', 'disk:2', 'x'];
    assert.equal(await bench.sent(Mirror, words), 'mirror -g -try 2 -r A::B::C -S disk:2 -- x');
    bench.answer = () => success();
    const {code, stderr} = await bench.run(Mirror, ['x', 'A::B::C']);
    assert.deepEqual([code, /^Nothing to do/.test(stderr)], [1, true]);
  });
});
