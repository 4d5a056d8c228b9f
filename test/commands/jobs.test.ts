import assert from 'node:assert/strict';
import Jdl from '../../src/commands/_jobs/jobs/jdl.ts';
import List from '../../src/commands/_jobs/jobs/list.ts';
import Show from '../../src/commands/_jobs/jobs/show.ts';
import Wait from '../../src/commands/_jobs/jobs/wait.ts';
import Watch from '../../src/commands/_jobs/jobs/watch.ts';
import {JobQueue} from '../lib/jobs/job-queue.ts';
import {Workbench} from './workbench.ts';

describe('the topic jobs', () => {
  let bench: Workbench;
  let queue: JobQueue;
  beforeEach(() => {
    bench = new Workbench();
    queue = new JobQueue();
    bench.answer = (words) => queue.answer(words);
  });
  const asked = () => bench.requests.map((words) => words.join(' '));

  it('list shows jobs with their subjobs in three requests', async () => {
    const [master = ''] = queue.master('DONE', 'RUNNING', 'ERROR_E', 'WAITING');
    queue.put('RUNNING', {name: 'other', site: 'ALICE::SANDBOX::CE', node: 'n1'});
    const {code, stdout, stderr} = await bench.run(List);
    assert.equal(code, 0, stderr);
    const [head = '', first = '', second = '', ...rest] = stdout.trimEnd().split('\n');
    assert.match(head, /^ID +Name +State +Site +Started +For +Subjobs$/);
    assert.match(
      first,
      new RegExp(
        `^${master} +run.sh +split +- +[\\d-]+ [\\d:]+ +\\d s +1 done, 1 running, 1 waiting, 1 failed$`,
      ),
    );
    assert.match(second, /other +running +ALICE::SANDBOX::CE/);
    assert.deepEqual(rest, []);
    assert.equal(bench.requests.length, 3);
    assert.equal(asked()[0], 'ps -L -l 100 -M');
  });

  it('list selects, sorts, and prints JSON and columns', async () => {
    const [master = ''] = queue.master('DONE', 'ERROR_E', 'KILLED');
    assert.match((await bench.run(List, ['--master', master, '--state', 'failed'])).stdout, /ERROR_E/);
    assert.equal(
      asked().find((words) => words.includes('-f')),
      `ps -L -m ${master} -f ERROR_ALL -l 100`,
    );
    assert.equal((await bench.run(List, ['--name', 'nothing'])).stdout.split('\n').length, 2);
    const {stdout} = await bench.run(List, [
      '--master',
      master,
      '--sort',
      'state',
      '--reverse',
      '--format',
      'status',
    ]);
    assert.equal(stdout, 'KILLED\nERROR_E\nDONE\n');
    const {results} = JSON.parse((await bench.run(List, ['--json'])).stdout) as {
      results: {subjobs: object}[];
    };
    assert.deepEqual(results[0]?.subjobs, {waiting: 0, running: 0, done: 1, failed: 1, killed: 1});
    await bench.run(List, ['--age', '2d', '--user', 'x,y', '--site', 'A']);
    assert.equal(asked().at(-1), 'ps -L -u x,y -s A -t 48 -l 100 -M');
    const wrong = await bench.run(List, ['--age', 'long']);
    assert.equal(wrong.code, 22);
    assert.match(wrong.stderr, /"long" is no time\.[^]*> Write such as 90s, 15m, 2h or 3d\./);
  });

  it('show tells what is known of a job', async () => {
    const jdl =
      'Executable = "/x/run.sh";\nArguments = "5";\nOutputDir = "/out/5";\nOutput = {"stdout","a.root"};\n' +
      'InputFile = {"LF:/in/x"};\nTTL = 3600;\nMemorySize = "8GB";\nCPUCores = "2";\nPrice = 1.0;\n';
    const id = queue.put('WAITING', {jdl});
    queue.move(id, 'STARTED');
    const {jobs} = queue.bench;
    jobs.change(Number(id), {site: 'ALICE::SANDBOX::CE', node: 'n1'});
    jobs.trace(Number(id), 'trace', 'Created workdir: /tmp/alien-job-1');
    jobs.trace(
      Number(id),
      'proc',
      '00:10:00 600 50.00 1.00 900.00 100.00 400.00 2 6 1000 0.00 256.00 500.00 1000',
    );
    jobs.trace(Number(id), 'trace', 'The executable ended with exit code 3');
    queue.move(id, 'ERROR_E');
    const {code, stdout, stderr} = await bench.run(Show, [id]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(asked(), [`ps -L -j ${id} -trace -jdl`]);
    assert.match(stdout, new RegExp(`^Job ${id}: x of demo, failed: its program failed \\(ERROR_E\\)$`, 'm'));
    for (const line of [
      /^ {2}ran at +ALICE::SANDBOX::CE on n1 \/tmp\/alien-job-1$/m,
      /^ {2}exit code +3$/m,
      /^ {2}run time +0 s of 1 h \(TTL\)$/m,
      /^ {2}memory +256 MiB of 8\.0 GiB$/m,
      /^ {2}processor +75 % of 2 cores$/m,
      /^ {2}inputs +LF:\/in\/x$/m,
      /^ {2}outputs +stdout\n {14}a\.root$/m,
      /^ {2}output in +\/out\/5$/m,
      /^ {4}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d state +Job state transition from STARTED to ERROR_E$/m,
    ])
      assert.match(stdout, line);
    assert.doesNotMatch(stdout, /00:10:00/);
    const facts = JSON.parse((await bench.run(Show, [id, '--json'])).stdout) as Record<string, unknown>;
    assert.deepEqual(
      [facts['exitCode'], facts['limits']],
      [3, {ttl: 3600, memory: 8 * 2 ** 30, cores: 2, price: 1}],
    );
    assert.equal((await bench.run(Jdl, [id])).stdout, jdl);
    const [master, , second = ''] = queue.master('DONE', 'RUNNING', 'DONE');
    assert.match(
      (await bench.run(Show, [second])).stdout,
      new RegExp(`^ {2}master +${master} \\(number 2 of 3\\)$`, 'm'),
    );
    const whole = queue.put('WAITING', {jdl: 'CPUCores = "0";'});
    assert.match((await bench.run(Show, [whole])).stdout, /^ {2}processor +- of a whole node$/m);
    for (const command of [Show, Jdl]) assert.equal((await bench.run(command, ['999'])).code, 3);
    assert.equal((await bench.run(Jdl, [queue.put('DONE', {jdl: ''})])).code, 61);
  });

  it('wait ends at any end, with the exit code of the worst', async () => {
    const [done, failed, killed, running] = (['DONE', 'EXPIRED', 'KILLED', 'RUNNING'] as const).map((state) =>
      queue.put(state),
    );
    const code = async (...words: (string | undefined)[]) => (await bench.run(Wait, words.map(String))).code;
    assert.equal(await code(done), 0);
    assert.equal(await code(done, failed), 62);
    assert.equal(await code(killed), 4);
    assert.equal(await code('999'), 3);
    assert.equal(await code('--until', 'any', running, done), 0);
    assert.equal(await code('--state', 'running', running), 0);
    assert.equal(await code('--timeout', '0', running), 110);
    assert.equal(await code('abc'), 22);
    const {stdout} = await bench.run(Wait, [`${done},${failed}`]);
    assert.equal(stdout, `${done} x: done\n${failed} x: failed: it ran longer than its TTL (EXPIRED)\n`);
    const json = JSON.parse((await bench.run(Wait, [String(failed), '--json'])).stdout) as {
      results: unknown[];
    };
    assert.deepEqual(json.results, [{id: failed, name: 'x', state: 'EXPIRED', verdict: 'expired'}]);
  });

  it('watch writes a line for each change into a log', async () => {
    const [master, one, two] = queue.master('RUNNING', 'WAITING');
    bench.answer = async (words) => {
      const answer = await queue.answer(words);
      if (words.includes('-m')) queue.move(one, 'ERROR_E');
      if (words[0] === 'masterjob') queue.move(two, 'DONE');
      return answer;
    };
    const {code, stdout} = await bench.run(Watch, [String(master), '--interval', '0.001s']);
    assert.equal(code, 1);
    assert.deepEqual(
      stdout
        .replaceAll(/^\S+ \S+ /gm, '')
        .trimEnd()
        .split('\n'),
      [
        `${master} run.sh: SPLIT, 1 running, 1 waiting`,
        `${master} run.sh: SPLIT, 1 waiting, 1 failed; RUNNING -> ERROR_E: ${one}`,
        `${master} run.sh: SPLIT, 1 done, 1 failed; WAITING -> DONE: ${two}`,
      ],
    );
    assert.equal(bench.requests.length, 4);
    assert.equal((await bench.run(Watch, ['--all', '5'])).code, 22);
    assert.equal((await bench.run(Watch, [])).code, 22);
  });

  it('watch --all takes all that are under way, and ends at once where none is', async () => {
    assert.deepEqual(await bench.run(Watch, ['--all']), {
      code: 0,
      stdout: '',
      stderr: 'None of your jobs is under way.\n',
    });
    queue.put('DONE');
    const id = queue.put('RUNNING');
    bench.answer = async (words) => {
      const answer = await queue.answer(words);
      queue.move(id, 'DONE');
      return answer;
    };
    const {code, stdout} = await bench.run(Watch, ['--all', '--interval', '0.001s']);
    assert.deepEqual([code, stdout.includes(id), stdout.split('\n').length], [0, true, 2]);
  });
});
