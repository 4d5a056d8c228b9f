import assert from 'node:assert/strict';
import Type from '../../src/commands/_look/type.ts';
import Md5sum from '../../src/commands/_look/md5sum.ts';
import Guid2lfn from '../../src/commands/_look/guid2lfn.ts';
import Guidinfo from '../../src/commands/_look/guidinfo.ts';
import Uuid from '../../src/commands/_look/uuid.ts';
import Du from '../../src/commands/_look/du.ts';
import Df from '../../src/commands/_look/df.ts';
import Grep from '../../src/commands/_look/grep.ts';
import ShowTagValue from '../../src/commands/_look/showTagValue.ts';
import ChangeDiff from '../../src/commands/_look/changeDiff.ts';
import ListFilesFromCollection from '../../src/commands/_look/listFilesFromCollection.ts';
import ArchiveList from '../../src/commands/_look/archiveList.ts';
import Packages from '../../src/commands/_look/packages.ts';
import Cat from '../../src/commands/_look/cat.ts';
import Cd from '../../src/commands/_look/cd.ts';
import Find from '../../src/commands/_look/find.ts';
import Find2 from '../../src/commands/_look/find2.ts';
import La from '../../src/commands/_look/la.ts';
import Lfn2guid from '../../src/commands/_look/lfn2guid.ts';
import Ll from '../../src/commands/_look/ll.ts';
import Lla from '../../src/commands/_look/lla.ts';
import Ls from '../../src/commands/_look/ls.ts';
import Pwd from '../../src/commands/_look/pwd.ts';
import Stat from '../../src/commands/_look/stat.ts';
import Whereis from '../../src/commands/_look/whereis.ts';
import {Workbench, refusal, success} from './workbench.ts';

const GUID = '5f0d3b4e-8d4c-11ee-9bf3-02420a0a0a0a';

describe('the verbs that look', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));

  const REQUESTS = [
    [Ls, '', 'ls -F --'],
    [Ls, '-la x y', 'ls -F -l -a -- x y'],
    [Ls, '-F -bcH', 'ls -F -H -c -b --'],
    [Ls, '-- -l', 'ls -F -- -l'],
    [Ll, 'x', 'ls -F -l -- x'],
    [La, 'x', 'ls -F -a -- x'],
    [Lla, '-H x', 'ls -F -l -a -H -- x'],
    [Stat, '-v x', 'stat -v -- x'],
    [Stat, 'x y', 'stat -- x y'],
    [Pwd, '', 'pwd'],
    [Whereis, '-g -rl x', 'whereis -g -r -l -- x'],
    [Find, 'd *.root', 'find -l 1000 -- d *.root'],
    [Find, '-a d', 'find -l 1000 -- d *'],
    [Find, '-w d', 'find -w -l 1000 -- d *'],
    [Find, '-wh d', 'find -wh -l 1000 -- d *'],
    [Find, '-l 5 -o 0 -e x -e y -- d p', 'find -e x -e y -l 5 -- d p'],
    [
      Find,
      '-scdryf -j 7 -S CERN -x - d p Tag:a>1',
      'find -s -c -d -r -y -f -j 7 -S CERN -x - -- d p Tag:a>1',
    ],
    [Lfn2guid, '-- -x', 'lfn2guid -x'],
    [Type, 'x', 'type -- x'],
    [Md5sum, 'x y', 'md5sum -- x y'],
    [Guid2lfn, 'a b', 'guid2lfn a b'],
    [Guidinfo, `-v ${GUID}`, `guidinfo -v -- ${GUID}`],
    [Uuid, 'a', 'uuid -- a'],
    [Du, '-h x', 'du -- x'],
    [Du, '-ncs x y', 'du -n -c -s -- x y'],
    [Df, '', 'df'],
    [Grep, '-inEA 2 a.*b x', 'grep -i -n -E -A 2 a.*b x'],
    [Grep, '-v -C1 p x y', 'grep -v -C 1 p x y'],
    [ShowTagValue, '-l -t a,b -c c x', 'showTagValue -t a,b -c c -l -- x'],
    [ChangeDiff, 'x', 'changeDiff -- x'],
    [ListFilesFromCollection, '-ztvs /x', 'listFilesFromCollection -z -t -v -s -- /x'],
    [ArchiveList, '-v x', 'archiveList -v -- x'],
    [Packages, '-p Linux -all O2', 'packages -platform Linux -all -- O2'],
    [Ls, '-lh x', 'ls -F -l -H -- x'],
    [Ls, '-h x', 'ls -F -H -- x'],
    [Find, '-w -h d', 'find -wh -l 1000 -- d *'],
    [Find, '-e b d *', 'find -e b -l 1000 -- d *'],
    [Find, '-e -b d', 'find -e -b -l 1000 -- d *'],
    [Find, '/a/5*/x.root', 'find -l 1000 -- /a 5*/x.root'],
    [Find, 'alien:///a/5*/x.root', 'find -l 1000 -- /a 5*/x.root'],
    [Find, '%ALIEN/d x', 'find -l 1000 -- ~/d x'],
    [Find, '*.root', 'find -l 1000 -- . *.root'],
    [Find, '/*.root', 'find -l 1000 -- / *.root'],
    [Find, '/d -name *.root', 'find -f -l 1000 -- /d *.root'],
    [Find, '/d -name a?c', 'find -f -l 1000 -- /d a_c'],
    [Find, '/d -name ext_root', 'find -f -l 1000 -- /d *'],
    [Find, '/d -type d', 'find -f -d -l 1000 -- /d *'],
    [Find, '-size -1M /d -j 5', 'find -f -j 5 -l 1000 -- /d *'],
    [Find, '/d -l 3 -o 2 -user u', 'find -f -l 1000 -- /d *'],
    [Find2, '-v -a -s -f -d -w -wh /d p', 'find -f -l 1000 -- /d p'],
    [Find2, '-r -j 7 -e x -S CERN /d .*p', 'find -r -j 7 -e x -S CERN -- /d .*p'],
    [Cd, '/alice', 'cd /alice'],
    [Cd, '', 'cd'],
  ] as const;
  for (const [command, line, request] of REQUESTS) {
    it(request, async () => {
      assert.equal(await bench.sent(command, line.split(' ').filter(Boolean)), request);
    });
  }

  it('show what the service says, and end with its exit code', async () => {
    bench.answer = () => 'a\nb';
    assert.deepEqual(await bench.run(Ls), {code: 0, stdout: 'a\nb\n', stderr: ''});
    bench.answer = () => refusal(2, 'no such file');
    assert.deepEqual(await bench.run(Ls, ['x']), {code: 2, stdout: '', stderr: 'no such file\n'});
  });

  it('show the whole answer with --json, in the old spelling too', async () => {
    bench.answer = () => success({b: '1', a: '2'});
    const {stdout} = await bench.run(Stat, ['-json', 'x']);
    assert.deepEqual(JSON.parse(stdout), success({a: '2', b: '1'}));
    assert.deepEqual(await bench.run(Stat, ['--json', 'x']), await bench.run(Stat, ['-json', 'x']));
  });

  it('show each answer of two at once as it came, where the message itself is asked for', async () => {
    bench.answer = (words) => success({pwd: String(words.at(-1))});
    const env = {ALIENPY_JSONRAW: '1'};
    const ended = await Promise.all(['a', 'b'].map((name) => bench.run(Stat, [name], {env})));
    assert.deepEqual(
      ended.map(({stdout}) => stdout),
      ['a', 'b'].map((pwd) => `${JSON.stringify(success({pwd}))}\n`),
    );
  });

  it('refuse what they do not take, without a request', async () => {
    for (const [command, words] of [
      [Ls, ['--nonsense']],
      [Stat, []],
      [Stat, ['']],
      [Stat, ['a/..x']],
      [Guidinfo, ['x']],
      [Ls, ['alien:...']],
      [Pwd, ['x']],
      [Whereis, ['a', 'b']],
      [Lfn2guid, ['a', 'b']],
      [Whereis, ['-l', 'a']],
      [Find, ['-l', '0', 'd']],
    ] as const) {
      assert.equal((await bench.run(command, words)).code, 22, `${command.description} ${words.join(' ')}`);
    }
    assert.deepEqual(bench.requests, []);
  });

  it('find2 ends with 2 where nothing is left, and says once what has no effect', async () => {
    const entry = {lfn: '/d/a.root', size: '5', type: 'f'};
    bench.answer = () => success(entry);
    const one = await bench.run(Find2, ['-d', '-w', '-minsize', '1', '/d']);
    assert.deepEqual([one.code, one.stdout], [0, '/d/a.root\n']);
    assert.match(one.stderr, /^Without effect: -d \(.*\), -w \(.*\)\n$/);
    assert.equal((await bench.run(Find2, ['-minsize', '9', '/d'])).code, 2);
    assert.equal((await bench.run(Find, ['-minsize', '9', '/d'])).code, 0);
  });

  it('cd tells a person that the change does not last', async () => {
    assert.equal((await bench.run(Cd, ['x'])).stderr, '');
    assert.match((await bench.run(Cd, ['x'], {terminal: true})).stderr, /starts in your home again/);
    bench.answer = () => refusal(2, 'x');
    assert.equal((await bench.run(Cd, ['x'])).stderr, 'There is no directory x on the grid.\n');
  });

  it('cat asks for storage as the settings want it, and for each name', async () => {
    bench.answer = ([command]) => (command === 'whoami' ? success({homedir: '/home/'}) : refusal(2, 'no'));
    const {code} = await bench.run(Cat, ['a']);
    assert.deepEqual([code, bench.wishes, bench.requests[0]], [2, [{}], ['whoami']]);
  });
});
