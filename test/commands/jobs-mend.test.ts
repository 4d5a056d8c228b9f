import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Kill from '../../src/commands/_jobs/jobs/kill.ts';
import Mend from '../../src/commands/_jobs/jobs/mend.ts';
import Why from '../../src/commands/_jobs/jobs/why.ts';
import {JobQueue} from '../lib/jobs/job-queue.ts';
import {success, Workbench} from './workbench.ts';

describe('what explains, mends and kills jobs', () => {
  let bench: Workbench;
  let queue: JobQueue;
  beforeEach(() => {
    bench = new Workbench();
    queue = new JobQueue();
    bench.answer = (words) => queue.answer(words);
  });
  const asked = () => bench.requests.map((words) => words.join(' '));

  it('why groups failures by what they say, with numbers and advice', async () => {
    const [master = '', ...ids] = queue.master('DONE', 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING');
    for (const [index, id] of ids.slice(1, 4).entries()) {
      queue.move(id, 'ERROR_E');
      queue.bench.jobs.trace(Number(id), 'trace', `The executable ended with exit code 3 after ${index} s`);
    }
    queue.move(ids[4], 'ERROR_IB');
    queue.bench.jobs.trace(Number(ids[4]), 'trace', 'Could not get the input: \x1b[31m/in/x');
    const {code, stdout, stderr} = await bench.run(Why, [master], {terminal: true});
    assert.equal(code, 0, stderr);
    assert.deepEqual(asked(), [`ps -L -m ${master} -a`, `ps -L -j ${ids.slice(1).join(',')} -trace -jdl`]);
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      '4 of 5 jobs failed, in 2 ways.',
      '',
      '1. 3 jobs failed: its program failed (ERROR_E), exit code 3',
      `   jobs: ${ids.slice(1, 4).join(', ')}`,
      '   at: ALICE::SANDBOX::CE (3)',
      '   | The executable ended with exit code 3 after 0 s',
      '   > It may pass: send them again with "alien jobs mend". If it repeats, run one here: "alien jobs local".',
      '',
      '2. 1 job failed: an input is missing (ERROR_IB)',
      `   job: ${ids[4]}`,
      '   at: ALICE::SANDBOX::CE (1)',
      '   | Could not get the input: \\x1b[31m/in/x',
      '   > An input is not there or cannot be read: put it back before you send them again.',
    ]);
    const json = JSON.parse((await bench.run(Why, [master, '--json'])).stdout) as {groups: {ids: string[]}[]};
    assert.deepEqual(
      json.groups.map((group) => group.ids.length),
      [3, 1],
    );
    assert.equal((await bench.run(Why, ['999'])).code, 3);
    assert.equal((await bench.run(Why, [String(ids[0])])).stdout, 'None of 1 job has failed.\n');
  });

  it('mend shows its plan, does it, and remembers it', async () => {
    const [master = '', ...ids] = queue.master('ERROR_E', 'ERROR_E', 'ERROR_IB', 'DONE');
    const dir = await mkdtemp(join(tmpdir(), 'alien-mend-'));
    const mend = (...words: string[]) => bench.run(Mend, [...words, master], {env: {XDG_STATE_HOME: dir}});
    try {
      const plan = await mend('--dry-run');
      assert.equal(plan.code, 0, plan.stderr);
      assert.deepEqual(plan.stdout.trimEnd().split('\n'), [
        `2 in ERROR_E to be resubmitted: ${ids[0]}, ${ids[1]}`,
        `1 in ERROR_IB to be left alone, since a person has to mend input: ${ids[2]}`,
      ]);
      assert.ok(!asked().some((words) => words.startsWith('resubmit')));
      const {code, stdout, stderr} = await mend();
      assert.deepEqual([code, stderr], [0, '2 resubmitted, 0 submitted anew, 0 refused, 1 left alone.\n']);
      assert.equal(stdout, `${ids[0]} is back in the queue\n${ids[1]} is back in the queue\n`);
      assert.equal(asked().at(-1), `resubmit ${ids[0]} ${ids[1]}`);
      queue.move(ids[0], 'ERROR_E');
      assert.match((await mend('--retries', '1', '--dry-run')).stdout, /since it was tried once/);
      const json = JSON.parse((await mend('--dry-run', '--json')).stdout) as {
        dryRun: boolean;
        steps: unknown[];
      };
      assert.deepEqual([json.dryRun, json.steps.length], [true, 2]);
      assert.equal((await mend('--factor', 'x')).code, 22);
    } finally {
      await rm(dir, {recursive: true});
    }
  });

  it('mend --clean removes what the jobs left, and nothing of others', async () => {
    const [master = '', id = ''] = queue.master('ERROR_E');
    const dir = await mkdtemp(join(tmpdir(), 'alien-mend-'));
    const left = {
      type: 'f',
      size: '1',
      owner: 'demo',
      gowner: 'demo',
      perm: '644',
      md5: 'x',
      guid: 'y',
      ctime: '1',
    };
    const removed: string[] = [];
    bench.answer = (words) => {
      const [command] = words;
      if (command === 'whoami') return success({homedir: '/alice/cern.ch/user/d/demo/'});
      if (command === 'find')
        return success(
          {...left, lfn: '/alice/cern.ch/user/d/demo/out/mine', jobid: id},
          {...left, lfn: '/alice/cern.ch/user/d/demo/out/other', jobid: '5'},
        );
      if (command === 'rm') removed.push(words.at(-1) ?? '');
      return command === 'rm' ? success() : queue.answer(words);
    };
    try {
      const {code, stderr} = await bench.run(Mend, ['--clean', master], {env: {XDG_STATE_HOME: dir}});
      assert.equal(code, 0, stderr);
      assert.deepEqual(removed, ['/alice/cern.ch/user/d/demo/out/mine']);
    } finally {
      await rm(dir, {recursive: true});
    }
  });

  it('kill counts, asks, and kills with one request', async () => {
    const [master = '', ...ids] = queue.master('WAITING', 'RUNNING', 'DONE');
    const refused = await bench.run(Kill, ['--master', master]);
    assert.equal(refused.code, 22);
    assert.match(refused.stderr, new RegExp(`Not killed: 2 jobs: ${ids[0]}, ${ids[1]}\\.\n  > Add --yes`));
    assert.equal((await bench.run(Kill, ['--master', master, '--dry-run'])).stdout.split('\n').length, 3);
    assert.ok(!asked().some((words) => words.startsWith('kill')));
    const {code, stderr} = await bench.run(Kill, ['--master', master, '--yes']);
    assert.deepEqual([code, stderr], [0, `Killed 2 jobs: ${ids[0]}, ${ids[1]}.\n`]);
    assert.equal(asked().at(-1), `kill ${ids[0]} ${ids[1]}`);
    assert.equal(
      (await bench.run(Kill, ['--state', 'waiting', '-y'])).stderr,
      'No job that is under way fits.\n',
    );
    const unknown = await bench.run(Kill, ['999', '-y']);
    assert.deepEqual([unknown.code, unknown.stderr], [3, 'There is no job 999.\n  > Nothing was killed.\n']);
    for (const words of [[], ['7', '--name', 'x']]) assert.equal((await bench.run(Kill, words)).code, 22);
  });
});
