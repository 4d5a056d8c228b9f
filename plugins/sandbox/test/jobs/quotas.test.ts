import assert from 'node:assert/strict';
import {openDatabase} from '../../src/catalogue/database/schema.ts';
import {TaskQueue} from '../../src/jobs/queue.ts';
import {isPending} from '../../src/jobs/quotas.ts';
import {STATES} from '../../src/jobs/states.ts';

const HOUR = 3600 * 1000;
const JOB = {owner: 'demo', jdl: '', name: 'x'};

describe('job quotas', () => {
  const fresh = (): TaskQueue => new TaskQueue(openDatabase(':memory:'));

  it('number the users and keep what is set', () => {
    const {quotas} = fresh();
    assert.equal(quotas.of('demo').userid, 1001);
    assert.equal(quotas.of('kim').userid, 1002);
    quotas.set('demo', 'maxUnfinishedJobs', 7);
    quotas.set('new', 'priority', 2);
    assert.deepEqual(
      {...quotas.of('demo')},
      {...quotas.of('kim'), userid: 1001, user: 'demo', maxUnfinishedJobs: 7},
    );
    assert.equal(quotas.of('new').priority, 2);
  });

  it('count what a user has in the queue, and what the last day took', () => {
    const queue = fresh();
    for (const state of ['INSERTING', 'WAITING', 'RUNNING', 'SAVING', 'SPLIT', 'DONE', 'ZOMBIE'] as const) {
      queue.insert({...JOB, state});
    }
    queue.insert({...JOB, owner: 'kim', state: 'RUNNING'});
    const now = Date.now();
    const recent = queue.insert({...JOB, cores: 2, price: 1.5, state: 'RUNNING'});
    queue.move(recent, 'DONE', {started: now - HOUR, finished: now});
    const old = queue.insert({...JOB, state: 'RUNNING'});
    queue.move(old, 'DONE', {started: now - 30 * HOUR, finished: now - 25 * HOUR});
    assert.deepEqual(
      {...queue.quotas.usage('demo')},
      {running: 2, waiting: 1, unfinished: 3, runningTime: 7200, cpuCost: 10800},
    );
    assert.equal(queue.quotas.usage('nobody').runningTime, 0);
  });

  it('do not count as unfinished what has waited for more than a day', () => {
    const database = openDatabase(':memory:');
    const queue = new TaskQueue(database);
    for (const state of ['WAITING', 'RUNNING'] as const) queue.insert({...JOB, state});
    database.prepare('UPDATE jobs SET changed = ?').run(Date.now() - 25 * HOUR);
    const {running, waiting, unfinished} = queue.quotas.usage('demo');
    assert.deepEqual({running, waiting, unfinished}, {running: 1, waiting: 1, unfinished: 1});
  });

  it('are generous for whom no one has set any', () => {
    const {userid, user, ...limits} = fresh().quotas.of('demo');
    assert.deepEqual([userid, user], [1001, 'demo']);
    assert.deepEqual(limits, {
      priority: 1,
      maxParallelJobs: 100,
      maxUnfinishedJobs: 10_000,
      maxTotalCpuCost: 1e9,
      maxTotalRunningTime: 1e9,
    });
  });

  it('count a job as pending until it is over, but not one that was split', () => {
    const pending = STATES.filter(isPending);
    for (const state of ['INSERTING', 'WAITING', 'ASSIGNED', 'RUNNING', 'SAVING'] as const) {
      assert.ok(pending.includes(state), state);
    }
    for (const state of ['SPLIT', 'DONE', 'ZOMBIE', 'KILLED'] as const) {
      assert.equal(pending.includes(state), false, state);
    }
  });

  it('say of whom no more jobs may run at a time', () => {
    const queue = fresh();
    let told = 0;
    const unlisten = queue.quotas.onSet(() => told++);
    queue.quotas.set('demo', 'maxParallelJobs', 2);
    assert.equal(told, 1);
    unlisten();
    queue.insert({...JOB, state: 'ASSIGNED'});
    for (const state of ['WAITING', 'SPLIT', 'DONE', 'ZOMBIE'] as const) queue.insert({...JOB, state});
    assert.deepEqual(queue.quotas.busyUsers(), []);
    queue.insert({...JOB, state: 'SAVING'});
    for (let n = 0; n < 100; n++) queue.insert({...JOB, owner: 'kim', state: 'RUNNING'});
    assert.deepEqual(queue.quotas.busyUsers(), ['demo', 'kim'], 'kim never had a limit set');
    assert.equal(queue.nextWaiting([]), undefined);
    queue.quotas.set('demo', 'maxParallelJobs', 3);
    assert.equal(queue.nextWaiting([])?.owner, 'demo');
    assert.equal(told, 1);
  });

  it('refuse jobs beyond a limit', () => {
    const queue = fresh();
    const {quotas} = queue;
    queue.insert(JOB);
    queue.insert({...JOB, state: 'SPLIT'});
    quotas.set('demo', 'maxUnfinishedJobs', 2);
    assert.equal(quotas.refusal('demo'), undefined);
    assert.match(quotas.refusal('demo', 2) ?? '', /3 unfinished jobs, and may have 2/);
    assert.equal(quotas.refusal('kim', 1000), undefined);
    const now = Date.now();
    const id = queue.insert({...JOB, owner: 'kim', price: 3});
    queue.move(id, 'DONE', {started: now - HOUR, finished: now});
    quotas.set('kim', 'maxTotalCpuCost', 3 * 3600);
    assert.match(quotas.refusal('kim') ?? '', /CPU cost/);
    quotas.set('kim', 'maxTotalCpuCost', 3 * 3600 + 1);
    assert.equal(quotas.refusal('kim'), undefined);
    quotas.set('kim', 'maxTotalRunningTime', 3600);
    assert.match(quotas.refusal('kim') ?? '', /running time/);
  });
});
