import assert from 'node:assert/strict';
import Access from '../../src/commands/_storage/access.ts';
import Commit from '../../src/commands/_storage/commit.ts';
import DeleteMirror from '../../src/commands/_storage/deleteMirror.ts';
import GetSE from '../../src/commands/_storage/getSE.ts';
import Pfn from '../../src/commands/_storage/pfn.ts';
import SEqos from '../../src/commands/_storage/SEqos.ts';
import ListSEDistance from '../../src/commands/_storage/listSEDistance.ts';
import ListSEs from '../../src/commands/_storage/listSEs.ts';
import ListTransfer from '../../src/commands/_storage/listTransfer.ts';
import Mirror from '../../src/commands/_storage/mirror.ts';
import RandomPFNs from '../../src/commands/_storage/randomPFNs.ts';
import SetSite from '../../src/commands/_storage/setSite.ts';
import TestSE from '../../src/commands/_storage/testSE.ts';
import Xrdstat from '../../src/commands/_storage/xrdstat.ts';
import {Workbench, refusal, success} from './workbench.ts';

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

  describe('of ours', () => {
    const SES = [
      {
        seNumber: '1',
        seName: 'ALICE::CERN::EOS',
        endpointUrl: 'root://eos.cern.ch:1094//x',
        qos: 'disk, fast',
      },
      {seNumber: '12', seName: 'ALICE::GSI::SE', endpointUrl: 'root://gsi.de:1094//y', qos: 'tape'},
    ];
    beforeEach(() => {
      bench.answer = ([command]) =>
        command === 'listSEs'
          ? success(...SES)
          : command === 'whereis'
            ? success({seName: 'S', pfn: 'root://h//p'})
            : success();
    });

    for (const [command, line, code, output] of [
      [GetSE, '', 0, '1   ALICE::CERN::EOS  eos.cern.ch:1094\n12  ALICE::GSI::SE    gsi.de:1094\n'],
      [GetSE, '1', 0, '1  ALICE::CERN::EOS  eos.cern.ch:1094\n'],
      [GetSE, '-srv gsi', 0, 'gsi.de:1094\n'],
      [GetSE, '-id gsi', 0, '12\n'],
      [GetSE, '-name CERN.ch', 0, 'ALICE::CERN::EOS\n'],
      [GetSE, 'nowhere', 1, ''],
      [GetSE, '-name -id', 22, ''],
      [SEqos, 'cern 12', 0, 'ALICE::CERN::EOS  disk,fast\nALICE::GSI::SE    tape\n'],
      [SEqos, 'cern nowhere', 1, ''],
      [SEqos, '', 22, ''],
      [Pfn, 'x y', 0, 'root://h//p\nroot://h//p\n'],
      [Pfn, '..x', 22, ''],
    ] as const)
      it(`${command.name} ${line}`, async () => {
        const ended = await bench.run(command, line.split(' ').filter(Boolean));
        assert.deepEqual([ended.code, ended.stdout], [code, output], ended.stderr);
      });

    it('give JSON too', async () => {
      const {results} = JSON.parse((await bench.run(GetSE, ['-json', 'gsi'])).stdout) as {results: object[]};
      assert.deepEqual(results, [
        {
          number: '12',
          name: 'ALICE::GSI::SE',
          url: 'root://gsi.de:1094//y',
          server: 'gsi.de:1094',
          qos: ['tape'],
        },
      ]);
    });
  });

  it('mirror insists on a target, and on an answer; xrdstat on a file', async () => {
    assert.equal((await bench.run(Mirror, ['x'])).code, 22);
    assert.equal((await bench.run(Xrdstat)).code, 22);
    assert.deepEqual(bench.requests, []);
    const words = ['-g', '-try', '2', '-r', 'A::B::C', '-S', 'disk:2', 'x'];
    assert.equal(await bench.sent(Mirror, words), 'mirror -g -try 2 -r A::B::C -S disk:2 -- x');
    bench.answer = () => success();
    const {code, stderr} = await bench.run(Mirror, ['x', 'A::B::C']);
    assert.deepEqual([code, /^Nothing to do/.test(stderr)], [1, true]);
  });

  it('mirror tells a file that is not there from one that cannot be copied', async () => {
    const warning = {...success().metadata, error: 'Failed to mirror /x\n'};
    for (const [stat, expected, said] of [
      [refusal(2, '/x'), 2, /No such file or directory: \/x/],
      [success({lfn: '/x', type: 'f', size: '1', perm: '755', owner: 'demo'}), 1, /Failed to mirror \/x/],
    ] as const) {
      bench.answer = ([command]) => (command === 'stat' ? stat : {...success(), metadata: warning});
      const {code, stderr} = await bench.run(Mirror, ['/x', 'A::B::C']);
      assert.equal(code, expected);
      assert.match(stderr, said);
    }
  });
});
