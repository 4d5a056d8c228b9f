import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {writeFileSync} from 'node:fs';
import {layoutOf} from '../../src/box/layout.ts';
import {openCatalogue} from '../../src/box/run.ts';
import {stopSandbox} from '../../src/box/stop.ts';
import {lfnFrom} from '../../src/catalogue/names/names.ts';
import {Contents} from '../../src/storage/contents.ts';
import {Boxes} from '../support/boxes.ts';
import {jobProcesses} from '../support/job-processes.ts';

describe('jobs of a sandbox that stops', () => {
  let boxes: Boxes;
  let pipe: string;

  before(async () => {
    boxes = new Boxes();
    await boxes.start('a');
    pipe = join(boxes.rootOf('a'), 'certificates', 'pipe'); // all else here may be hidden from jobs
    execFileSync('mkfifo', ['-m', '666', pipe]);
    await store(
      '/alice/cern.ch/user/d/demo/bin/long',
      `#!/bin/sh\necho up > ${pipe}\nsetsid sleep 1000 &\nsleep 1000\n`,
    );
  });
  after(async () => {
    execFileSync('rm', [pipe]);
    assert.deepEqual(await boxes.remove(), []);
  });

  /** Nothing serves uploads here, but the bytes of a storage element are just files. */
  async function store(lfn: string, content: string): Promise<void> {
    const layout = layoutOf(boxes.rootOf('a'));
    const catalogue = openCatalogue(layout);
    const draft = join(boxes.folder, 'a', 'draft');
    writeFileSync(draft, content);
    await new Contents(catalogue, layout.storage).store(draft, {lfn: lfnFrom(lfn), owner: 'demo'});
    catalogue.close();
  }

  /** The job says so itself when it runs. */
  const up = async (): Promise<void> => assert.equal(await readFile(pipe, 'utf8'), 'up\n');

  it('start again with it, however it ended, and leave no process behind', async () => {
    const [answer] = await (await boxes.logIn('a')).must('submit', 'Executable = "long";');
    const id = Number(answer?.['jobId']);
    await up();
    assert.equal(jobProcesses(boxes.rootOf('a'), id).length >= 2, true);

    await boxes.kill('a');
    await boxes.start('a');
    await up();
    await stopSandbox(boxes.rootOf('a'));
    assert.deepEqual(jobProcesses(boxes.rootOf('a'), id), [], 'stopped in order');

    await boxes.start('a');
    await up();
    await boxes.kill('a');
    await stopSandbox(boxes.rootOf('a'));
    assert.deepEqual(jobProcesses(boxes.rootOf('a'), id), [], 'stopped after it was killed');

    await boxes.start('a');
    await up();
    const demo = await boxes.logIn('a');
    const [job] = await demo.must('ps', '-trace', String(id));
    assert.equal(job?.['status'], 'RUNNING');
    assert.equal(String(job?.['trace']).match(/starts again from the beginning/g)?.length, 3);
    await demo.must('kill', String(id));
    assert.equal((await demo.must('ps', '-j', String(id)))[0]?.['status'], 'KILLED');
  });

  it('wait if none may run, and are told by status', async () => {
    await stopSandbox(boxes.rootOf('a'));
    assert.equal(boxes.status('a').jobs, null);
    await boxes.start('a', {jobs: 0});
    assert.equal(boxes.status('a').jobs?.slots, 0);
    const demo = await boxes.logIn('a');
    await demo.must('submit', 'Executable = "long";');
    await stopSandbox(boxes.rootOf('a'));
    assert.equal((await boxes.run('a', 'start', '--no-storage', '--jobs', '3')).code, 0);
    const {stdout} = await boxes.run('a', 'status');
    assert.match(stdout, /^Storage: +none: it was started with --no-storage$/m);
    assert.doesNotMatch(stdout, /down/);
    assert.match(stdout, /^Jobs: +3 at a time, (as|in) /m);
    await up();
  });
});
