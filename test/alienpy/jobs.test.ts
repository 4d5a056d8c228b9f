import assert from 'node:assert/strict';
import type {JobState} from '../../plugins/sandbox/src/jobs/states.ts';
import {copied} from './expectation.ts';
import {HOME, OfficialClient} from './official-client.ts';

const SUBMITTED = (what: string): RegExp =>
  new RegExp(`^Submitting ${HOME}/jdl/${what}\nYour new job ID is (\\d+)$`);
/** A row of `ps`: owner, identifier, priority, state, name. */
const ROW = (state: string, name: string): RegExp =>
  new RegExp(`^demo +\\d+ {2}[ _\\d]{3} {2} *${state} {2} *${name}$`);

describe('the official client: jobs', () => {
  const client = new OfficialClient({jobs: 2});
  client.has({
    'bin/hello.sh':
      '#!/bin/sh\necho "hello $*"\necho "$ALIEN_PROC_ID" > id.txt\ncat in.txt 2>/dev/null; true\n',
    'bin/fail.sh': '#!/bin/sh\necho broken >&2\nexit 3\n',
    'bin/long.sh': '#!/bin/sh\nexec sleep 300\n',
    'in.txt': 'some input\n',
    'jdl/hello.jdl': [
      'Executable = "hello.sh";',
      'Arguments = "$1 and others";',
      `InputFile = {"LF:${HOME}/in.txt"};`,
      `OutputDir = "${HOME}/out/hello";`,
      'Output = {"stdout@disk=1", "id.txt@disk=2"};',
    ].join('\n'),
    'jdl/archive.jdl': [
      'Executable = "hello.sh";',
      `OutputDir = "${HOME}/out/archive";`,
      'OutputArchive = {"result.zip:stdout,id.txt@disk=2"};',
    ].join('\n'),
    'jdl/split.jdl': [
      'Executable = "hello.sh";',
      'Arguments = "#alien_counter#";',
      'Split = "production:1-3";',
      `OutputDir = "${HOME}/out/split/#alien_counter_03i#";`,
      'Output = {"stdout@disk=1"};',
    ].join('\n'),
    'jdl/fail.jdl': `Executable = "fail.sh";\nOutputDir = "${HOME}/out/fail";\n`,
    'jdl/long.jdl': 'Executable = "long.sh";\n',
    'jdl/nothing.jdl': 'Executable = "nothing.sh";\n',
    'jdl/unfinished.jdl': 'Executable = "hello.sh;\n',
  });

  /** Not a row: the suite waits for what the sandbox does by itself. */
  function comesTo(name: string, state: JobState): void {
    it(`job {${name}} comes to ${state}`, async () => {
      const job = await client.grid.untilJob(Number(client.kept(name)), state);
      assert.equal(job.state, state);
    }).timeout(60_000);
  }

  describe('one job', () => {
    client.runs('cp file:bin/ bin/', {out: copied(6)});
    client.runs('cp file:jdl/ jdl/@disk:1', {out: copied(7)});
    client.runs('cp file:in.txt in.txt', {out: copied(2)});
    client.runs('submit jdl/hello.jdl World', {out: SUBMITTED('hello\\.jdl'), keep: 'hello'});
    comesTo('hello', 'DONE');
    client.runs('ps -j {hello}', {out: ROW('D', 'hello\\.sh')});
    client.runs('alien_ps -A', {out: ROW('D', 'hello\\.sh')});
    client.runs('ps -f d', {out: ROW('D', 'hello\\.sh')});
    client.runs('ps -F l -j {hello}', {out: /^demo {4}\d+ {2}.* ALICE::SANDBOX::CE .* D {2} +hello\.sh$/});
    client.runs('ps -E');
    client.runs('ps -j {hello} -id', {out: /^\d+$/});
    client.runs('ps -a -m {hello}', {env: {ALIENPY_JSON: 'true'}, json: {metadata: {exitcode: '0'}}});
    client.runs('-json ps -j {hello}', {
      json: {results: [{owner: 'demo', status: 'DONE', split: '0', name: 'hello.sh'}]},
    });
    client.runs('ps -trace {hello}', {
      out: /\[state +\]: .*(?:INSERTING|WAITING)[^]*RUNNING[^]*SAVING[^]*DONE/,
    });
    client.runs('ps --trace {hello}', {out: /\[state +\]: /});
    client.runs('ps -jdl {hello}', {
      out: /Executable = "\/alice\/cern\.ch\/user\/d\/demo\/bin\/hello\.sh";[^]*Arguments = "World and others";/,
    });
    client.runs('ps --jdl {hello}', {out: /^ *User = "demo";\n/});
    client.runs('jobInfo {hello}', {out: /\d+[^]*DONE/});
    client.runs('masterjob {hello}', {out: /^Job \d+ is in status: DONE$/});
    client.runs('ls out/hello', {out: ['id.txt', 'stdout']});
    client.runs('cat out/hello/stdout', {out: ['hello World and others', 'some input']});
    client.runs('cp out/hello/ file:hello/', {
      out: copied(2),
      local: {'hello/stdout': 'hello World and others\nsome input\n', 'hello/id.txt': /^\d+\n$/},
      grid: {'out/hello/id.txt': {on: ['DISK1', 'DISK2'], owner: 'demo'}},
    });
    client.runs('find -j {hello} out *', {out: [`${HOME}/out/hello/id.txt`, `${HOME}/out/hello/stdout`]});
    client.runs('ps', {user: 'kim'});
    client.runs('ps -u demo', {user: 'kim', out: ROW('D', 'hello\\.sh')});
  });

  describe('an archive of outputs', () => {
    client.runs('submit jdl/archive.jdl', {out: SUBMITTED('archive\\.jdl'), keep: 'archive'});
    comesTo('archive', 'DONE');
    client.runs('ls out/archive', {out: ['id.txt', 'result.zip', 'stdout']});
    client.runs('archiveList out/archive/result.zip', {out: /\n {2}stdout\t , guid /});
    client.runs('cat out/archive/stdout', {out: 'hello'});
    client.runs('cp out/archive/id.txt file:id.txt', {out: copied(1), local: {'id.txt': /^\d+\n$/}});
  });

  describe('a master job', () => {
    client.runs('alien_submit jdl/split.jdl', {out: SUBMITTED('split\\.jdl'), keep: 'master'});
    comesTo('master', 'DONE');
    client.runs('masterjob {master}', {
      out: /^Job \d+ is in status: DONE\nSubjobs aggregated by state:\n {16}Subjobs in DONE: 3\n\nIn total, there are 3 subjobs$/,
    });
    client.runs('masterjob {master} -status DONE -printid', {
      out: /\n {16}Subjobs in DONE: 3 \(ids: \d+,\d+,\d+\)\n/,
    });
    client.runs(['ps -m {master} | wc -l'], {out: '3'});
    client.runs('-json ps -m {master}', {
      json: {results: [{status: 'DONE'}, {status: 'DONE'}, {status: 'DONE'}]},
    });
    client.runs('ps -M -f d', {out: /^(?: *demo +\d+ {2}___ {4}D {2} +hello\.sh\n?){3}$/});
    client.runs('find out/split stdout', {
      out: ['001', '002', '003'].map((folder) => `${HOME}/out/split/${folder}/stdout`),
    });
    client.runs('cat out/split/002/stdout', {out: 'hello 2'});
  });

  describe('jobs that fail, and jobs that are stopped', () => {
    client.runs('submit jdl/fail.jdl', {out: SUBMITTED('fail\\.jdl'), keep: 'fail'});
    comesTo('fail', 'ERROR_E');
    client.runs('ps -E', {out: ROW('EE', 'fail\\.sh')});
    client.runs('ps -f EE', {out: ROW('EE', 'fail\\.sh')});
    client.runs('registerOutput {fail}', {code: 22, err: /You can only register ERROR_V jobs/});
    client.runs('resubmit {fail}', {out: /^Resubmit: back to WAITING: \d+$/});
    comesTo('fail', 'ERROR_E');
    client.runs('submit jdl/long.jdl', {out: SUBMITTED('long\\.jdl'), keep: 'long'});
    comesTo('long', 'RUNNING');
    client.runs('ps -X', {out: /^demo .* R {2} +long\.sh$/});
    client.runs('kill {long}', {user: 'kim', out: /not/});
    client.runs('kill {long}', {out: /^Killed: \d+$/});
    client.runs('ps -j {long}', {out: ROW('K', 'long\\.sh')});
    client.runs('-json kill 1', {json: {metadata: {exitcode: '0'}}});
    client.runs('resubmit 1', {code: 121, err: /Problem with the resubmit request of job ID 1$/});
    client.runs('masterjob 1', {peerAtFault: 'the error of an answer with exit code 0 is not shown'});
    client.runs('-json masterjob 1', {
      json: {metadata: {exitcode: '0', error: 'Could not load the details of 1\n'}},
    });
    client.runs('submit jdl/none.jdl', {
      code: 121,
      err: new RegExp(`Not able to get the file ${HOME}/jdl/none\\.jdl`),
    });
    client.runs('submit jdl/nothing.jdl', {
      code: 121,
      err: /Task queue rejected [^]*The Executable name you indicated \(nothing\.sh\) cannot be located/,
    });
    client.runs('submit jdl/hello.jdl', {
      code: 22,
      err: /The JDL indicates argument \$1 but you haven't provided it/,
    });
    client.runs('submit jdl/unfinished.jdl', {code: 22, err: /JDL syntax error/});
    client.runs('submit file:jdl/hello.jdl World', {
      out: /^Specifications as where to upload the jdl/,
      peerAtFault: 'a local description is refused with status 0',
    });
  });

  describe('the queue', () => {
    client.runs('', {
      env: {ALIENPY_NO_CWD_RESTORE: '1'},
      stdin: 'user demo\nwhoami\nsubmit jdl/long.jdl\n',
      out: /Your new job ID is (\d+)/,
      keep: 'first',
    });
    client.runs('submit jdl/long.jdl', {out: SUBMITTED('long\\.jdl'), keep: 'second'});
    client.runs('submit jdl/long.jdl', {out: SUBMITTED('long\\.jdl'), keep: 'third'});
    comesTo('second', 'RUNNING');
    comesTo('third', 'WAITING');
    client.runs('ps -W', {out: /^demo +\d+ .* W {2} +long\.sh$/});
    client.runs('ps -f r -id', {out: /^\d+\n\d+$/});
    client.runs('jobListMatch {third}', {out: /^CE Listing \n.*\n.*ALICE::SANDBOX::CE\topen\t/});
    client.runs('w', {out: /\n {2}1\. demo +\| +2 \| +1\n/});
    client.runs('uptime', {out: '2 running jobs, 1 waiting jobs, 1 active users'});
    client.runs('siteJobs SANDBOX', {out: /^JobID +MasterJobID +Status +User +Name\n/});
    client.runs('siteJobs SANDBOX -id', {
      code: 1,
      err: /^Exception encountered!/,
      peerAtFault: 'siteJobs -id is an exception',
    });
    client.runs('kill {first} {second} {third}', {out: /^(?:Killed: \d+\n?){3}$/});
    client.runs('uptime', {out: /^0 running jobs, 0 waiting jobs, /});
    client.runs('top', {code: 38, err: /^Function not implemented/});
    client.runs('packages', {out: /VO_ALICE@/});
  });
});
