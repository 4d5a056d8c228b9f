import assert from 'node:assert/strict';
import GetCE from '../../src/commands/_jobs/getCE.ts';
import JobInfo from '../../src/commands/_jobs/jobInfo.ts';
import SiteJobs from '../../src/commands/_jobs/siteJobs.ts';
import JobListMatch from '../../src/commands/_jobs/jobListMatch.ts';
import Kill from '../../src/commands/_jobs/kill.ts';
import ListCEs from '../../src/commands/_jobs/listCEs.ts';
import Listpartitions from '../../src/commands/_jobs/listpartitions.ts';
import Masterjob from '../../src/commands/_jobs/masterjob.ts';
import OptimiserLogs from '../../src/commands/_jobs/optimiserLogs.ts';
import Ps from '../../src/commands/_jobs/ps.ts';
import RegisterOutput from '../../src/commands/_jobs/registerOutput.ts';
import Resubmit from '../../src/commands/_jobs/resubmit.ts';
import SetCEstatus from '../../src/commands/_jobs/setCEstatus.ts';
import Submit from '../../src/commands/_jobs/submit.ts';
import Top from '../../src/commands/_jobs/top.ts';
import Uptime from '../../src/commands/_jobs/uptime.ts';
import W from '../../src/commands/_jobs/w.ts';
import type {Answer} from '../../src/lib/session/requests/answer.ts';
import {Workbench, success} from './workbench.ts';

describe('the verbs of jobs', () => {
  let bench: Workbench;
  beforeEach(() => (bench = new Workbench()));

  const REQUESTS = [
    [Ps, '', 'ps'],
    [Ps, '-Fl', 'ps -F l'],
    [
      Ps,
      '-F l -f DONE,ERROR_E -u a,b -s X -n n1 -o id -l5 -t 24,1',
      'ps -F l -f DONE,ERROR_E -u a,b -s X -n n1 -o id -l 5 -t 24,1',
    ],
    [Ps, '-f -r', 'ps -f -r'],
    [Ps, '-f -a -a', 'ps -f -a -a'],
    [Ps, '-AMXWE -b -L', 'ps -L -M -X -A -W -E'],
    [Ps, '-a -m 7', 'ps -m 7 -a'],
    [Ps, '-j 7,8', 'ps -j 7,8'],
    [Ps, '7 8', 'ps -j 7,8'],
    [Ps, '--jdl 7', 'ps -jdl 7'],
    [Ps, '-jdl 7', 'ps -jdl 7'],
    [Ps, '-trace 7', 'ps -trace 7'],
    [Ps, '7 --trace', 'ps -trace 7'],
    [Ps, '-trace 7 -jdl', 'ps -j 7 -trace -jdl'],
    [Ps, '-j 7,8 -jdl', 'ps -j 7,8 -jdl'],
    [Ps, '-jdl 7 8', 'ps -j 7,8 -jdl'],
    [Ps, '-id -l 3', 'ps -l 3 -id'],
    [Submit, '/x.jdl', 'submit /x.jdl'],
    [Submit, '/x.jdl -n 5 --seed=1', 'submit /x.jdl -n 5 --seed=1'],
    [Submit, 'a=1; 5', 'submit a=1; 5'],
    [Resubmit, '7 8,9', 'resubmit 7 8 9'],
    [RegisterOutput, '7', 'registerOutput 7'],
    [JobListMatch, '7', 'jobListMatch 7'],
    [Uptime, '', 'uptime'],
    [Top, '', 'top'],
    [W, '-awr', 'w -a -w -r'],
    [ListCEs, '-s -v -p a,b cern', 'listCEs -s -v -p a,b -- cern'],
    [Listpartitions, '-v', 'listpartitions -v --'],
    [OptimiserLogs, '-lv -f 5 x', 'optimiserLogs -l -v -f 5 -- x'],
    [SetCEstatus, '-status open A', 'setCEstatus -status open -- A'],
  ] as const;
  for (const [command, line, request] of REQUESTS) {
    it(request, async () => {
      assert.equal(await bench.sent(command, line.split(' ').filter(Boolean)), request);
    });
  }

  it('masterjob counts, or says that there is no such job', async () => {
    assert.equal(
      await bench.sent(Masterjob, ['7,8', '-status', 'ERROR_V', '-printid']),
      'masterjob -status ERROR_V -printid -- 7 8',
    );
    const warning = success();
    bench.answer = () => ({
      ...warning,
      metadata: {...warning.metadata, error: 'Could not load the details of 9\n'},
    });
    const {code, stdout, stderr} = await bench.run(Masterjob, ['9']);
    assert.deepEqual([code, stdout, stderr], [1, '', 'Could not load the details of 9\n']);
    assert.equal((await bench.run(Masterjob, ['9', '--json'])).code, 1);
  });

  it('refuse what is no number of a job, without a request', async () => {
    for (const command of [Kill, Resubmit, RegisterOutput, JobListMatch, Masterjob, Ps])
      for (const word of ['abc', '12x', '1;2', '1.5', ','])
        assert.equal((await bench.run(command, [word])).code, 22, `${command.description} ${word}`);
    for (const [command, words] of [
      [Ps, ['-jdl']],
      [Ps, ['-trace', '-l', '3']],
      [Ps, ['-l', 'x']],
      [Kill, []],
      [Submit, []],
      [Submit, ['-x', '/x.jdl']],
      [SetCEstatus, ['-status', 'no', 'A']],
      [SetCEstatus, ['A']],
    ] as const)
      assert.equal((await bench.run(command, words)).code, 22, words.join(' '));
    assert.deepEqual(bench.requests, []);
  });

  it('kill says which jobs it did not kill', async () => {
    const status: Record<string, string> = {7: 'killed', 8: 'not_allowed'};
    bench.answer = ([, ...ids]) =>
      success(
        ...ids
          .filter((id) => id in status)
          .map((id) => ({jobid: id, message: `${status[id]}: ${id}`, status: status[id] ?? ''})),
      );
    assert.deepEqual(await bench.run(Kill, ['7']), {code: 0, stdout: 'killed: 7\n', stderr: ''});
    assert.deepEqual(await bench.run(Kill, ['007']), {code: 3, stdout: '', stderr: 'There is no job 007.\n'});
    assert.deepEqual(await bench.run(Kill, ['7,8']), {
      code: 1,
      stdout: 'killed: 7\nnot_allowed: 8\n',
      stderr: 'Not killed: 8.\n',
    });
    assert.equal((await bench.run(Kill, ['7', '9'])).code, 3);
    assert.equal((await bench.run(Kill, ['8', '--json'])).code, 1);
  });

  it('ps shows the times of a trace as local ones, unless told otherwise', async () => {
    bench.answer = () => '1700000000 [state     ]: Job started\nno time here';
    assert.match(
      (await bench.run(Ps, ['-trace', '7'])).stdout,
      /^2023-11-1\d \d\d:\d\d:\d\d \[state {5}\]: Job started\nno time/,
    );
    assert.match((await bench.run(Ps, ['-trace', '7', '--unixtime'])).stdout, /^1700000000 \[/);
    assert.match((await bench.run(Ps, ['-jdl', '7'])).stdout, /^1700000000 \[/);
  });

  it('ps fails where a job is asked for that does not exist, and not where it only lists', async () => {
    bench.answer = () => success();
    assert.deepEqual(await bench.run(Ps, ['-trace', '7']), {
      code: 3,
      stdout: '',
      stderr: 'There is no job 7.\n',
    });
    assert.equal((await bench.run(Ps, ['-j', '7'])).code, 0);
  });

  it('getCE and siteJobs make tables', async () => {
    bench.answer = ([command]) =>
      command === 'listCEs'
        ? success(
            {
              ceName: 'ALICE::CERN::A',
              host: 'a.cern.ch',
              status: 'open',
              type: 'HTCONDOR',
              maxRunning: '5',
              maxQueued: '6',
              TTL: 87000,
              partitions: ',prod',
            },
            {
              ceName: 'ALICE::GSI::B',
              host: 'b',
              status: 'locked',
              type: '',
              maxRunning: '0',
              maxQueued: '0',
              TTL: 1,
              partitions: '',
            },
          )
        : success(
            {id: '7', split: '0', status: 'RUNNING', owner: 'u', name: 'x'},
            {id: '8', split: '7', status: 'DONE', owner: 'v', name: 'y'},
          );
    assert.match(
      (await bench.run(GetCE, ['-name', 'cern', '-part', 'PROD'])).stdout,
      /^Name +Host .*\nALICE::CERN::A {2}a\.cern\.ch {2}open {3}HTCONDOR {2}5 {2}6 {2}87000 {2}prod\n$/,
    );
    const json = JSON.parse((await bench.run(GetCE, ['--json'])).stdout) as {results: {ttl: unknown}[]};
    assert.equal(typeof json.results[0]?.ttl, 'number');
    assert.equal((await bench.run(GetCE, ['-part', 'prod', '-host', 'b'])).stdout.split('\n').length, 2);
    assert.equal((await bench.run(SiteJobs, ['-id', 'cern'])).stdout, '7\n8\n');
    assert.deepEqual(bench.requests.at(-1), ['ps', '-s', 'ALICE::CERN::A', '-a']);
    assert.equal((await bench.run(SiteJobs, ['-id', '-r', 'cern'])).stdout, '7\n');
    assert.equal((await bench.run(SiteJobs, ['-id', '-user', 'v', '-status', 'done', 'cern'])).stdout, '8\n');
    assert.match(
      (await bench.run(SiteJobs, ['a'])).stdout,
      /^JobID {2}MasterJobID {2}Status {3}User {2}Name\n7/,
    );
    assert.deepEqual(JSON.parse((await bench.run(SiteJobs, ['--json', 'cern'])).stdout), {
      results: [
        {id: 7, owner: 'u', status: 'RUNNING', name: 'x'},
        {id: 8, owner: 'v', status: 'DONE', name: 'y', master: 7},
      ],
    });
    assert.equal((await bench.run(SiteJobs, ['nowhere'])).code, 1);
  });

  it('jobInfo tells states, and more where it is asked for', async () => {
    const trace =
      '1700000000 [trace     ]: Job inserted\n1700000001 [state     ]: Job state transition to RUNNING\n1700000002 [proc      ]: 1 2 3\n';
    bench.answer = () =>
      success({id: '7', owner: 'u', status: 'RUNNING', name: 'x', split: '5', trace, jdl: 'A = "b";\n'});
    const lines = async (...words: string[]) =>
      (await bench.run(JobInfo, ['7', '-unixtime', ...words])).stdout.trimEnd().split('\n');
    assert.deepEqual(await lines(), [
      'Job 7 of u: RUNNING, x, of master 5',
      '  1700000001 [state     ]: Job state transition to RUNNING',
    ]);
    assert.equal((await lines('-trace')).length, 3);
    assert.equal((await lines('-trace', '-proc', '-jdl')).length, 5);
    assert.match((await bench.run(JobInfo, ['7'])).stdout, /\n {2}2023-11-1\d \d\d:/);
    assert.deepEqual(bench.requests.at(-1), ['ps', '-j', '7', '-trace', '-jdl']);
    bench.answer = () => success();
    assert.equal((await bench.run(JobInfo, ['9'])).code, 3);
  });

  it('submit makes a full name of a relative one', async () => {
    bench.answer = ([command]) =>
      command === 'whoami' ? success({homedir: '/home/'}) : 'Your new job ID is 7';
    const {stdout} = await bench.run(Submit, ['~/x.jdl', '-json', '1']);
    assert.equal((JSON.parse(stdout) as Answer).results[0]?.message, 'Your new job ID is 7');
    assert.deepEqual(bench.requests.at(-1), ['submit', '/home/x.jdl', '1']);
  });
});
