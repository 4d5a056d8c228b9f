import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chosenJob} from '../../src/background/choose-job.ts';
import {describeJob} from '../../src/background/job.ts';
import {JobStore} from '../../src/background/job-store.ts';
import {exitCodeOfJob, untilEnded} from '../../src/background/until-ended.ts';

describe('jobs in the background', () => {
  let dir: string;
  let store: JobStore;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'jobs-'));
    store = new JobStore({XDG_STATE_HOME: dir});
  });
  afterEach(() => rmSync(dir, {recursive: true}));

  it('have numbers that two shells do not give twice', () => {
    const numbers = [store.reserve('a'), new JobStore({XDG_STATE_HOME: dir}).reserve('b')].map(
      ({number}) => number,
    );
    assert.deepEqual(numbers, [1, 2]);
    store.forget(2);
    assert.equal(store.reserve('c').number, 2);
    assert.equal(statSync(store.directory).mode & 0o777, 0o700);
  });

  it('run, end, or are lost', () => {
    const job = store.started(store.reserve('cp a b'), process.pid);
    assert.deepEqual(store.stateOf(job), {kind: 'running'});
    assert.equal(describeJob(job, store.stateOf(job)), '[1] running: cp a b');
    assert.deepEqual(store.stateOf({...job, start: '1'}), {kind: 'lost'}); // the number is another process's now
    store.ended(job.number, 2);
    assert.deepEqual(store.stateOf(job), {kind: 'ended', exitCode: 2});
    assert.match(describeJob(job, store.stateOf(job)), /failed with exit code 2/);
    assert.match(describeJob(job, {kind: 'ended', exitCode: 130}), /stopped/);
  });

  it('can be waited for, by a shell that has not started them', async () => {
    const job = store.started(store.reserve('x'), process.pid);
    const waiting = untilEnded(store, job, new AbortController().signal, () => store.ended(job.number, 3));
    assert.equal(exitCodeOfJob(await waiting), 3);
    const stop = new AbortController();
    const other = store.started(store.reserve('y'), process.pid);
    const stopped = untilEnded(store, other, stop.signal);
    stop.abort(new Error('stopped'));
    await assert.rejects(stopped, /stopped/);
  });

  it('are chosen by number, the newest without one', () => {
    assert.throws(() => chosenJob(store, undefined), /no work in the background/);
    store.reserve('a');
    store.reserve('b');
    assert.deepEqual(
      [undefined, '1', '%1'].map((word) => chosenJob(store, word).text),
      ['b', 'a', 'a'],
    );
    assert.throws(() => chosenJob(store, '9'), /no job 9/);
    assert.throws(() => chosenJob(store, 'x'), /no number/);
  });

  it('are forgotten a week after their end, and not while they run', () => {
    const old = {...store.started(store.reserve('old'), process.pid), begun: '2020-01-01T00:00:00Z'};
    const path = join(store.directory, '1.json');
    writeFileSync(path, JSON.stringify(old));
    store.tidy();
    assert.equal(store.list().length, 1);
    store.ended(1, 0);
    store.tidy();
    assert.deepEqual(readdirSync(store.directory), []);
  });

  it('are what can be read: a damaged file is none', () => {
    store.reserve('a');
    writeFileSync(join(store.directory, '2.json'), '{"number"');
    writeFileSync(join(store.directory, '3.json'), '[]');
    assert.deepEqual(
      store.list().map(({number}) => number),
      [1],
    );
  });
});
