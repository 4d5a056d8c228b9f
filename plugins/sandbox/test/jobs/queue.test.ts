import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inTransaction, openDatabase} from '../../src/catalogue/database/schema.ts';
import {FIRST_JOB} from '../../src/jobs/schema.ts';
import {TaskQueue} from '../../src/jobs/queue.ts';
import type {JobFilter, JobMove} from '../../src/jobs/queue.ts';
import {traceText} from '../../src/jobs/trace.ts';

const JOB = {owner: 'demo', jdl: 'Executable = "/bin/x";\n', name: 'x'};

describe('the task queue', () => {
  const fresh = (): TaskQueue => new TaskQueue(openDatabase(':memory:'));
  const traceOf = (queue: TaskQueue, id: number): string[] =>
    queue.traceOf(id).map((line) => traceText(line).replace(/^\d+/, '0'));

  it('numbers the jobs and finds them by what they are', () => {
    const queue = fresh();
    const first = queue.insert(JOB);
    assert.equal(first, FIRST_JOB);
    const [a, b] = [1, 2].map((n) =>
      queue.insert({...JOB, split: first, state: 'WAITING', site: `S${n}`, node: 'wn'}),
    ) as [number, number];
    const other = queue.insert({...JOB, owner: 'kim'});
    const cases: [JobFilter, number[]][] = [
      [{}, [first, a, b, other]],
      [{ids: [other, a, 1]}, [a, other]],
      [{owners: ['kim']}, [other]],
      [{states: ['WAITING'], sites: ['S2']}, [b]],
      [{masters: [0]}, [first, other]],
      [{nodes: ['wn'], limit: 1}, [b]],
      [{states: []}, []],
      [{limit: 2}, [b, other]],
      [{changedFrom: Date.now() + 60000}, []],
      [{changedTo: Date.now() + 60000, limit: 1}, [other]],
    ];
    for (const [filter, expected] of cases) {
      assert.deepEqual(
        queue.select(filter).map(({id}) => id),
        expected,
        JSON.stringify(filter),
      );
    }
    assert.deepEqual(queue.subjobs(first), queue.select({ids: [a, b]}));
    assert.equal(queue.get(1), undefined);
  });

  it('moves jobs, and writes it down', () => {
    const queue = fresh();
    const id = queue.insert(JOB);
    assert.equal(queue.move(id, 'WAITING'), true);
    assert.equal(queue.move(id, 'ASSIGNED', {site: 'CE', node: 'wn1'}, ['WAITING']), true);
    assert.equal(queue.move(id, 'ASSIGNED', {node: 'wn2'}, ['WAITING']), false);
    assert.equal(queue.move(1, 'WAITING'), false);
    assert.equal(queue.move(id, 'STARTED'), true);
    queue.trace(id, 'proc', '1 2 3');
    assert.equal(queue.move(id, 'DONE', {exitCode: 0}), true);
    assert.equal(queue.move(id, 'DONE'), true);
    const {state, site, node, started, finished, exitCode} = queue.get(id) ?? assert.fail();
    assert.deepEqual({state, site, node, exitCode}, {state: 'DONE', site: 'CE', node: 'wn1', exitCode: 0});
    assert.ok(started !== null && finished !== null && started <= finished);
    assert.deepEqual(traceOf(queue, id), [
      '0 [state     ]: Job state transition to INSERTING',
      '0 [state     ]: Job state transition from INSERTING to WAITING',
      '0 [state     ]: Job state transition from WAITING to ASSIGNED',
      '0 [state     ]: Job state transition from ASSIGNED to STARTED',
      '0 [proc      ]: 1 2 3',
      '0 [state     ]: Job state transition from STARTED to DONE',
    ]);
    queue.move(id, 'WAITING');
    assert.equal(queue.get(id)?.finished, null);
  });

  it('changes a job without moving it', () => {
    const queue = fresh();
    const id = queue.insert(JOB);
    const before = queue.get(id);
    queue.change(id, {node: 'wn', exitCode: 3});
    queue.change(id, {});
    assert.deepEqual({...queue.get(id)}, {...before, node: 'wn', exitCode: 3});
  });

  it('tells of moves, after they are done', async () => {
    const database = openDatabase(':memory:');
    const queue = new TaskQueue(database);
    const told: (JobMove & {open: boolean})[] = [];
    const stop = queue.onChange((move) => told.push({...move, open: database.isTransaction}));
    const id = inTransaction(database, () => {
      const inserted = queue.insert(JOB);
      queue.move(inserted, 'WAITING');
      return inserted;
    });
    assert.deepEqual(told, []);
    await Promise.resolve();
    assert.deepEqual(told, [
      {id, from: null, to: 'INSERTING', open: false},
      {id, from: 'INSERTING', to: 'WAITING', open: false},
    ]);
    stop();
    queue.move(id, 'KILLED');
    await Promise.resolve();
    assert.equal(told.length, 2);
  });

  it('forgets nothing when it is opened again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'alien-queue-'));
    try {
      const file = join(folder, 'catalogue.sqlite');
      const database = openDatabase(file);
      const queue = new TaskQueue(database);
      const id = queue.insert(JOB);
      queue.move(id, 'RUNNING');
      const [job, trace] = [queue.get(id), queue.traceOf(id)];
      database.close();
      const reopened = openDatabase(file);
      const again = new TaskQueue(reopened);
      assert.deepEqual(again.get(id), job);
      assert.deepEqual(again.traceOf(id), trace);
      assert.equal(again.insert(JOB), id + 1);
      reopened.close();
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});
