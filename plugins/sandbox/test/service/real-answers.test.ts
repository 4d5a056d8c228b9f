import assert from 'node:assert/strict';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client, Reply} from '../support/client.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const GUID = '00c78ab3-e604-11f1-87cc-02fc00000001';

/** What is expected of an answer: exit code, error, and how many results or the text of the first one. */
type Expected = readonly [code: number, error: RegExp | '', results?: number | RegExp];

const CRASH = /^Remote I\/O error : Error executing the command \[\w+\]: \njava\.[^\n]+$/;
const HELP = /^\nUsage:/;
const NEEDS = /Command requires an argument$/;

/**
 * Requests that a real service answers in a way of its own. In `~`: the directories d and e, d/f and d/g.txt (both with
 * replicas), the touched files a, b and d/t. `G` is the GUID of d/f.
 */
const ANSWERS: Readonly<Record<string, Expected>> = {
  'mv a': [121, CRASH, 0],
  'mv nothere a c': [121, CRASH, 0],
  'mv a b d/t': [22, /If there are more than 2 arguments, then last one/, 0],
  'mv e b': [22, /If there are 2 arguments then only:\n1/, 0],
  'mv ./d/../no x': [22, /cannot be found: \/alice\/cern.ch\/user\/d\/demo\/\/no$/],
  'mv d d': [5, /Failed to move d to/],
  'rmdir -p nothere/b': [2, /: nothere\/b$/, 0],
  'rmdir -p a': [20, /: a$/, 0],
  'rmdir -p d/..': [22, /Cannot delete the directory you are in/, 0],
  'rmdir -p d': [5, /\(or non-existing parents\): d$/, /^Inside Parent Directory$/],
  'cd ...': [0, ''],
  'cd ~': [0, ''],
  'ls ...': [0, ''],
  'stat ...': [0, '', /^File: \/alice\/cern.ch\/user\/d\/\n/],
  'stat ./d/..f': [2, /: \.\/d\/\.\.f$/],
  'stat ./d/..a': [0, '', /^File: \/alice\/cern.ch\/user\/d\/demo\/a\n/],
  'stat a/b/..': [2, /: a\/b\/\.\.$/],
  'stat d/f/../': [0, '', /^File: \S+\/d\/\n/],
  'cd /..': [121, /StringIndexOutOfBounds/],
  'ls -l ./d/../no': [2, /: \/alice\/cern.ch\/user\/d\/demo\/\/no$/],
  'chmod 700 ./d/../no': [5, /file \/alice\/cern.ch\/user\/d\/demo\/\/no$/],
  'chown x ./d/../no': [5, /file \/alice\/cern.ch\/user\/d\/demo\/\/no$/],
  'du ./d/../no': [0, '', /^\/alice\/cern.ch\/user\/d\/demo\/\/no\n/],
  'showTagValue ./d/../no': [0, '', /^\/alice\/cern.ch\/user\/d\/demo\/\/no\n {2}no tags/],
  'find -la -l 5 . *': [22, /Cannot parse argument 'a' of option l$/],
  'find -l 0 d *': [0, /strictly positive, ignoring indicated value \(0\)\n$/, 3],
  'find -l -1 d *': [0, /ignoring indicated value \(-1\)\n$/, 3],
  'find -o -1 d *': [0, /cannot be negative, ignoring indicated value \(-1\)\n$/, 3],
  'find -S SANDBOX . a': [121, /Cannot invoke ".*getMostSignificantBits\(\)" because "uuid" is null$/],
  'listTransfer -id x': [22, /Cannot parse argument 'x' of option id$/, 0],
  'listFilesFromCollection -s': [22, NEEDS, 0],
  'fquota set': [22, NEEDS, HELP],
  'jquota set': [22, NEEDS, HELP],
  'lfnexpiretime -a -w 1 -m 1 -y 1 a': [
    0,
    '',
    /^Setting the expiration time to 1 year, 1 month, 1 weeks from now$/,
  ],
  'lfnexpiretime -d 1 a': [0, '', /to 1 day from now$/],
  'lfnexpiretime -r -d 1 a': [0, '', /^Removing/],
  'lfnexpiretime b': [0, '', /^Marking the targets as expired$/],
  'guidinfo xyz': [0, /^ {2}Invalid UUID\n$/, /^xyz$/],
  [`stat ${GUID}`]: [0, new RegExp(`^This GUID does not exist in the catalogue: ${GUID}\n$`), 0],
  [`whereis ${GUID}`]: [2, new RegExp(`GUID ${GUID} does not exist in the catalogue$`)],
  'whereis d/f/': [0, '', /^the file {2}is in\n/],
  'xrdstat a': [2, /This LFN does not exist in the catalogue: a$/],
  'xrdstat d': [2, /This LFN does not exist in the catalogue: d$/],
  'archiveList a': [121, CRASH],
  'archiveList d': [121, CRASH],
  'archiveList d/f d/g.txt': [0, '', 1],
  'archiveList G': [0, '', /^Content of: [0-9a-f-]{36} \(/],
  'showTagValue nothere': [
    0,
    '',
    /^\/alice\/cern.ch\/user\/d\/demo\/nothere\n {2}no tags defined for this path$/,
  ],
  'showTagValue no*': [0, /^Could not resolve this path: no\*\n$/, 0],
  'showTagValue .': [0, '', /^\/alice\/cern.ch\/user\/d\/demo\/\n/],
  'showTagValue d/*': [0, '', 1],
  'toXml d': [0, '', / lfn="\/\S+\/d\/" .* type="d" \/>/],
  'toXml -i nothere d/f': [0, /^Only 1 out of 2 files could be resolved\n$/, 1],
  'toXml nothere': [121, CRASH],
  'listFilesFromCollection a': [121, /Failed to read a content of XML collection: null \(\S+\/a\)$/],
  [`listFilesFromCollection ${HOME}/d/`]: [121, /Illegal entry type for "\/alice\S+\/d\/": d$/],
  'du no*': [2, /: no\*$/, 0],
  'du d/../d/f': [0, '', /\/\/d\/f\n {2}Files: 0 of/],
  'du a': [121, CRASH],
  'du -s d/f d/f': [0, '', /^Summary of 2 paths\n {2}Files: 1 of/],
  'cat a b': [121, /: b$/, 0],
  'grep x': [22, NEEDS, HELP],
  'grep x nothere': [121, /: \/alice\/cern.ch\/user\/d\/demo\/nothere$/],
  'grep two d/f nothere': [121, /nothere$/, /^\/alice\/cern.ch\/user\/d\/demo\/d\/f: line two$/],
  'grep -z two d/f': [0, '', /two\n?\0/],
  'grep [ d/f': [0, /grep: /, 0],
  'grep -e -v d/f': [0, '', 0],
  'time 2 ls d': [0, '', 6],
  'time 2 pwd': [0, '', 1],
  'time 2 nosuch': [121, CRASH],
  'randomPFNs x': [22, NEEDS, HELP],
  'randomPFNs ALICE::SANDBOX::DISK1 0': [0, '', 0],
  'randomPFNs ALICE::SANDBOX::DISK1 x': [22, NEEDS, HELP],
  'randomPFNs -1 1': [0, '', 0],
  'changeDiff a': [2, / : a$/, 0],
  'changeDiff d/f': [2, / : d\/f~$/, 0],
  'token -t job': [22, /You also have to pass the user/],
  'token -t job -u demo': [22, /You should pass a job extension/],
  'ping -c 0': [121, CRASH],
  'ping -c -1 -s 0': [0, '', /^Ignoring count value of -1\nSending 3 messages\n/],
  'jquota list nobody9': [126, /No such account name: nobody9$/],
  'mirror d ALICE::SANDBOX::TAPE': [0, /^ALICE::SANDBOX::TAPE: wrong mirror parameters\n$/, 0],
  'mirror -S d/f': [0, '', 0],
  'mirror no* ALICE::SANDBOX::TAPE': [2, /: no\*$/],
  'deleteMirror -g x ALICE::SANDBOX::DISK1': [22, /x is not a valid GUID$/],
  [`deleteMirror -g ${GUID} ALICE::SANDBOX::DISK1`]: [2, new RegExp(`${GUID}$`)],
  'access -s 5 write relative': [2, / : relative$/],
  'access read': [22, /Invalid access type requested: read$/, 0],
  'access -s -5 write ~/x': [22, /A size cannot be negative: -5$/, 0],
  'access write ~/x ALICE::SANDBOX::DISK1;ALICE::SANDBOX::DISK2': [77, /No write PFNs$/],
  'access write ~/x disk:1:2': [22, /Invalid format of the QoS string `disk:1:2`$/],
  'access write ~/x :2': [22, /Don't know what to do with `:2`$/],
  'submit Executable="a";': [121, /name you indicated \(a\) cannot/],
  'submit Executable=;': [121, /name you indicated \(\) cannot/],
  'submit \ufeffExecutable="run";': [22, /Illegal character/],
  'submit executable={"run"};Jobtag={"x"};Memorysize="1GB";OutputFile={"o"};': [0, '', /Your new job ID/],
  'stat -v d/f': [
    0,
    '',
    /\nGUID detailed information:\n {4}GUID: .*\n {4}GUID shard: 1 \/ 0\n.*\n {4}Replicas:\n\t SE => /s,
  ],
  'listCEs -s': [0, '', 3],
  'ps -u %': [0, '', /^ {7}kim /],
};

describe('what a real service answers in a way of its own', () => {
  let grid: TestGrid;
  let demo: Client;
  let guid: string;
  before(async () => {
    grid = await startGrid({users: ['demo', 'kim']});
    demo = await connect(grid);
    await demo.must('mkdir', 'd', 'e', 'bin');
    await demo.must('touch', 'a', 'b', 'd/t', 'bin/run');
    await grid.storeFile({
      lfn: `${HOME}/d/f`,
      owner: 'demo',
      content: 'line one\nline two\n',
      spec: 'disk:2',
    });
    await grid.storeFile({lfn: `${HOME}/d/g.txt`, owner: 'demo', content: 'other\n', spec: 'disk:1'});
    guid = String((await demo.must('lfn2guid', 'd/f'))[0]?.['guid']);
    grid.jobs.insert({owner: 'kim', name: 'date', jdl: 'Executable = "/bin/date";\n'});
  });
  after(() => grid.stop());

  const asked = (request: string): Promise<Reply> => {
    const [command = '', ...words] = request.split(' ');
    return demo.ask(command, ...words.map((word) => (word === 'G' ? guid : word.replace(/^~(?=.)/, HOME))));
  };

  for (const [request, [code, error, results]] of Object.entries(ANSWERS)) {
    it(request, async () => {
      const reply = await asked(request);
      assert.equal(reply.metadata.exitcode, String(code), reply.metadata.error);
      if (error === '') assert.equal(reply.metadata.error, '');
      else assert.match(reply.metadata.error, error);
      if (typeof results === 'number') assert.equal(reply.results.length, results);
      else if (results !== undefined) assert.match(String(reply.results[0]?.['message']), results);
    });
  }

  it('a path that needs no file goes to the place that the real service means', async () => {
    assert.equal((await asked('cd ...')).metadata.currentdir, '/alice/cern.ch/user/d/');
    await demo.must('cd');
  });

  it('a collection is called by the path as the service writes it', async () => {
    await demo.must('toXml', '-x', './d/../coll.xml', 'd/f');
    const [{message} = {}] = await demo.must('cat', 'coll.xml');
    assert.match(String(message), /<collection name="\/alice\/cern.ch\/user\/d\/demo\/\/coll\.xml">/);
  });

  it('a refused commit tells no address that was not passed', async () => {
    const {results} = await asked('commit x 5 ~/new');
    assert.deepEqual(Object.keys(results[0] ?? {}), ['path', 'lfn', 'message']);
  });

  it('a job description keeps what it does not know, and spells what it knows', async () => {
    const [job] = await demo.must(
      'submit',
      'executable="run";Jobtag={"x"};Memorysize="1GB";outputfile={"o"};Own="1"',
    );
    const [{jdl} = {}] = await demo.must('ps', '-jdl', String(job?.['jobId']));
    const keys = [...String(jdl).matchAll(/^(\w+) = /gm)].map(([, key]) => key);
    assert.ok(
      ['Executable', 'JobTag', 'MemorySize', 'OutputFile', 'Own'].every((key) => keys.includes(key)),
      String(jdl),
    );
  });

  it('a content is as private by its GUID as by its name', async () => {
    await grid.storeFile({lfn: `${HOME}/box.zip`, owner: 'demo', content: 'no archive', spec: 'disk:1'});
    const member = {
      archive: `${HOME}/box.zip`,
      member: 'm',
      lfn: `${HOME}/m`,
      size: 3,
      md5: 'd6adb0c9d6f9a2ca9b24f1b6e6c0fd3a',
    };
    grid.registerMember(member);
    const kim = await connect(grid, 'kim');
    for (const name of ['m', 'd/f']) {
      const [{guid: own} = {}] = await demo.must('lfn2guid', name);
      await kim.must('access', 'read', own);
      await demo.must('chmod', '600', name);
      assert.match(await kim.failure('access', 'read', own), /^77 .*No read PFNs$/, name);
      await demo.must('access', 'read', own);
    }
    kim.socket.close();
  });
});
