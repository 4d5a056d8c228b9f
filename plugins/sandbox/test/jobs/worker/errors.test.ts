import assert from 'node:assert/strict';
import {globSync} from 'node:fs';
import {jobProcesses} from '../../support/job-processes.ts';
import {HOME, JobGrid} from '../../support/job-grid.ts';
import {until} from '../../support/until.ts';

describe('jobs that go wrong', () => {
  let box: JobGrid;
  before(async () => (box = await JobGrid.open()));
  after(() => box.close());

  it('ERROR_I: the description cannot be read', async () => {
    const id = box.grid.jobs.insert({owner: 'demo', name: 'x', jdl: 'Executable = "open'});
    assert.equal((await box.grid.untilJob(id)).state, 'ERROR_I');
    assert.match(box.trace(id), /unfinished quotes/);
  });

  it('ERROR_IB: an input is missing, not for the owner, or of another kind', async () => {
    const missing = await box.run('true', `InputData = {"LF:${HOME}/missing"};`);
    assert.equal(missing.state, 'ERROR_IB');
    await box.put(`${HOME}/secret`, 'secret');
    await box.demo.must('chmod', '700', `${HOME}/secret`);
    const foreign = await box.run('true', `InputFile = {"LF:${HOME}/secret"};`, 'kim');
    assert.equal(foreign.state, 'ERROR_IB');
    assert.match(box.trace(foreign.id), /kim may not read .*secret/);
    await box.put(`${HOME}/text`, 'no collection');
    const other = await box.run('true', `InputDataCollection = {"LF:${HOME}/text"};`);
    assert.equal(other.state, 'ERROR_IB');
    assert.match(box.trace(other.id), /text is no XML collection/);
  });

  it('ERROR_E: the executable fails; what OutputErrorE names can be registered', async () => {
    const {id, state, exitCode} = await box.run(
      'echo why; exit 3',
      'OutputDir = "never"; Output = {"stdout"}; OutputErrorE = {"err.zip:stdout,stderr@disk=1"};',
    );
    assert.deepEqual([state, exitCode], ['ERROR_E', 3]);
    const folder = `recycle/alien-job-${id}`;
    assert.match(box.trace(id), new RegExp(`exit code 3\n.*exitStatus=ERROR_E, outputDir=${HOME}/${folder}`));
    assert.deepEqual(await box.tree('never'), []);
    assert.deepEqual(
      await box.register(id),
      ['err.zip', 'stdout', 'stderr'].map((name) => `${HOME}/${folder}/${name}`),
    );
    assert.equal(await box.read(`${folder}/stdout`), 'why\n');
    assert.deepEqual(await box.register(id), [], 'once only');
  });

  it('ERROR_E: a signal counts, and nothing is kept that nobody asked for', async () => {
    const {id, state, exitCode} = await box.run('kill -SEGV $$', 'Output = {"stdout"};');
    assert.deepEqual([state, exitCode], ['ERROR_E', 139]);
    assert.deepEqual(await box.register(id), []);
  });

  it('ERROR_V: the validation fails; the output can be registered', async () => {
    const validation = await box.script('echo looked at $(cat result.txt); test "$(cat result.txt)" = good');
    const more = `ValidationCommand = "${validation}"; OutputDir = "valid"; Output = {"result.txt@disk=1","stdout"};`;
    const good = await box.run('echo good > result.txt', more);
    assert.equal(good.state, 'DONE');
    assert.equal(await box.read('valid/stdout'), 'looked at good\n');
    const bad = await box.run('echo bad > result.txt', more);
    assert.equal(bad.state, 'ERROR_V');
    const folder = `recycle/alien-job-${bad.id}`;
    assert.deepEqual(
      await box.register(bad.id),
      ['result.txt', 'stdout'].map((name) => `${HOME}/${folder}/${name}`),
    );
    assert.equal(await box.read(`${folder}/result.txt`), 'bad\n');
  });

  it('ERROR_SV: the output cannot be stored, and none of it is', async () => {
    const cases: [string, RegExp][] = [
      ['OutputDir = "/alice/cern.ch/user/k/kim/x"; Output = {"stdout"};', /demo may not write to/],
      ['OutputDir = "sv1"; Output = {"stdout", "x@ALICE::NO::WHERE"};', /no storage element/],
      ['OutputDir = "sv1"; Output = {"stdout", "x@rubbish"};', /Don't know what to do with `rubbish`/],
      ['OutputDir = "sv1"; Output = {"stdout", "x", "x@disk=1"};', /x is to be stored twice/],
      [`OutputDir = "${HOME}/taken"; Output = {"stdout", "x"};`, /taken/],
    ];
    await box.put(`${HOME}/taken/x`, 'older');
    const stored = (): number => globSync('storage/data/*/*/*/*', {cwd: box.grid.dir}).length;
    const before = stored();
    for (const [description, reason] of cases) {
      const {id, state} = await box.run('echo new > x', description);
      assert.equal(state, 'ERROR_SV', description);
      assert.match(box.trace(id), reason);
    }
    assert.equal(
      stored() - before,
      2 * cases.length,
      'only the programs of the jobs are new on the elements',
    );
    assert.deepEqual(await box.tree('sv1'), []);
    assert.deepEqual(await box.tree('taken'), ['x']);
    assert.equal(await box.read('taken/x'), 'older');
  });

  it('EXPIRED: the time is over', async () => {
    const {id, state} = await box.run('sleep 1000', 'TTL = 1;');
    assert.equal(state, 'EXPIRED');
    assert.match(box.trace(id), /longer than its TTL of 1 s/);
  });

  it('KILLED: whatever it does, all of it ends at once, and its place is free', async () => {
    const one = await JobGrid.open(1);
    try {
      const id = await one.insert('setsid sleep 1000 & trap "" TERM; sleep 1000; sleep 1000');
      await one.grid.untilJob(id, 'RUNNING');
      await until(() => jobProcesses(one.grid.dir, id).length > 0);
      one.grid.jobs.move(id, 'KILLED');
      const next = await one.run('true');
      assert.equal(next.state, 'DONE');
      assert.equal(one.grid.jobs.get(id)?.state, 'KILLED');
      assert.deepEqual(jobProcesses(one.grid.dir, id), []);
    } finally {
      await one.close();
    }
  });

  it('resubmitted while it runs, or when it is done: it starts again', async () => {
    const id = await box.insert('sleep 1000');
    await box.grid.untilJob(id, 'RUNNING');
    const again = box.until(id, 'RUNNING');
    box.grid.jobs.move(id, 'WAITING');
    await again;
    box.grid.jobs.move(id, 'KILLED');
    const done = await box.run('echo once', 'OutputDir = "again"; Output = {"stdout"};');
    box.grid.jobs.move(done.id, 'WAITING');
    assert.equal((await box.grid.untilJob(done.id)).state, 'DONE', 'its own earlier output gives way');
  });

  it('links in the output are not followed', async () => {
    const secret = `${box.grid.dir}/users/demo/userkey.pem`;
    const {id, state} = await box.run(
      `ln -s ${secret} key.txt; ln -s ${box.grid.dir}/users dir; echo x > plain; rm stdout; ln -s ${secret} stdout`,
      `OutputDir = "links"; Output = {"key.txt", "dir/*", "../../*", "${secret}", "plain", "stdout"};`,
    );
    assert.equal(state, 'DONE_WARN', box.trace(id));
    assert.deepEqual(await box.tree('links'), ['plain']);
  });
});
