import assert from 'node:assert/strict';
import {Jdl} from '@alien-grid/cli';
import {HOME, JobGrid} from '../../support/job-grid.ts';

describe('master jobs', () => {
  let box: JobGrid;
  before(async () => (box = await JobGrid.open()));
  after(() => box.close());

  const subjobs = (id: number): Jdl[] => box.grid.jobs.subjobs(id).map(({jdl}) => Jdl.parse(jdl));

  it('are split into a production, and done when their sub-jobs are', async () => {
    const master = await box.run(
      'echo $ALIEN_MASTERJOB_ID $1 > part-$1.txt',
      `Split = "production:3-5"; Arguments = "#alien_counter_02i#"; OutputDir = "prod/#alien_counter#";
       Output = {"part-#alien_counter_02i#.txt@disk=1"};`,
    );
    assert.equal(master.state, 'DONE');
    const jobs = box.grid.jobs.subjobs(master.id);
    assert.deepEqual(
      jobs.map(({state, owner}) => `${state} ${owner}`),
      Array(3).fill('DONE demo'),
    );
    assert.deepEqual(await box.tree('prod'), ['3/part-03.txt', '4/part-04.txt', '5/part-05.txt']);
    assert.equal(await box.read('prod/4/part-04.txt'), `${master.id} 04\n`);
    const trace = box.trace(master.id);
    assert.match(trace, /to SPLITTING[^]*from SPLITTING to SPLIT[^]*from SPLIT to DONE/);
    assert.deepEqual(
      trace.match(/(?<=Subjob submitted: )\d+/g),
      jobs.map(({id}) => String(id)),
    );
    const [first] = subjobs(master.id);
    assert.equal(first?.text('MasterJobId'), String(master.id));
    assert.equal(first?.has('Split'), false);
  });

  it('share their input data out, with arguments of each sub-job', async () => {
    for (const name of ['r1/a', 'r1/b', 'r2/a']) await box.put(`${HOME}/in/${name}`, name);
    const data = ['r1/a', 'r1/b', 'r2/a'].map((name) => `"LF:${HOME}/in/${name},nodownload"`).join();
    const master = await box.run(
      'echo $@',
      `Split = "directory"; InputData = {${data}}; SplitArguments = {"one #aliendir#", "two #alien_counter#"};
       OutputDir = "dirs/#alien_counter#"; Output = {"stdout"};`,
    );
    assert.equal(master.state, 'DONE');
    assert.deepEqual(
      subjobs(master.id).map((jdl) => [jdl.text('Arguments'), ...jdl.list('InputData')]),
      [
        ['one r1', `LF:${HOME}/in/r1/a,nodownload`, `LF:${HOME}/in/r1/b,nodownload`],
        ['two 2', `LF:${HOME}/in/r1/a,nodownload`, `LF:${HOME}/in/r1/b,nodownload`],
        ['one r2', `LF:${HOME}/in/r2/a,nodownload`],
        ['two 4', `LF:${HOME}/in/r2/a,nodownload`],
      ],
    );
    assert.equal(await box.read('dirs/3/stdout'), 'one r2\n');
  });

  it('end when all sub-jobs have failed or were killed, and come back with a sub-job', async () => {
    const master = await box.run('exit 1', 'Split = "production:1-2"; Output = {"stdout"};');
    const [first] = box.grid.jobs.subjobs(master.id);
    assert.deepEqual([master.state, first?.state], ['DONE', 'ERROR_E']);
    const back = box.until(master.id, 'SPLIT');
    box.grid.jobs.move(first?.id ?? 0, 'WAITING');
    await back;
    assert.equal((await box.grid.untilJob(master.id)).state, 'DONE');
  });

  it('ERROR_SPLT: there is nothing to split, or no way to', async () => {
    for (const [split, reason] of [
      ['file', /no input data/],
      ['moon', /no way to split/],
    ] as const) {
      const {id, state} = await box.run('true', `Split = "${split}";`);
      assert.equal(state, 'ERROR_SPLT');
      assert.match(box.trace(id), reason);
      assert.deepEqual(box.grid.jobs.subjobs(id), []);
      const again = box.until(id, 'SPLITTING');
      box.grid.jobs.move(id, 'INSERTING');
      await again;
      assert.equal((await box.grid.untilJob(id)).state, 'ERROR_SPLT', 'tried again');
    }
  });

  it('ERROR_SPLT: the owner may not have so many jobs', async () => {
    const {quotas} = box.grid.jobs;
    quotas.set('demo', 'maxUnfinishedJobs', 2);
    const {id, state} = await box.run('true', 'Split = "production:1-3";');
    assert.equal(state, 'ERROR_SPLT');
    assert.match(box.trace(id), /would have 3 unfinished jobs, and may have 2/);
    assert.deepEqual(box.grid.jobs.subjobs(id), []);
    quotas.set('demo', 'maxUnfinishedJobs', 3);
    box.grid.jobs.move(id, 'INSERTING');
    assert.equal((await box.grid.untilJob(id)).state, 'DONE');
  });
});
