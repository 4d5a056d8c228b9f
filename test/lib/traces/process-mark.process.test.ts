import assert from 'node:assert/strict';
import {
  lifeOf,
  markOf,
  readUniqueMark,
  thisProcess,
  uniqueMark,
  workFor,
} from '../../../src/lib/traces/process-mark.ts';
import {runningProcess} from '../../../src/lib/traces/running-process.ts';
import {GONE_PID} from '../../support/gone-pid.ts';
import {makeZombie} from '../../support/zombie.ts';

describe('the mark of a process', () => {
  const here = thisProcess();

  it('is read again, and is unique where that is asked for', () => {
    assert.deepEqual(readUniqueMark(uniqueMark()), here);
    assert.notEqual(uniqueMark(), uniqueMark());
    assert.equal(readUniqueMark(markOf(here)), undefined);
    assert.equal(readUniqueMark(`x${uniqueMark()}`), undefined);
  });

  it('tells whether its process is alive', () => {
    const parent = {...here, pid: process.ppid, start: runningProcess(process.ppid)?.start};
    assert.equal(lifeOf(here), 'own');
    assert.equal(lifeOf(parent), 'alive');
    assert.equal(lifeOf({...parent, start: undefined}), 'alive', 'earlier versions wrote no start');
    assert.equal(lifeOf({...here, pid: GONE_PID}), 'gone');
    assert.equal(lifeOf({...here, machine: 'another-host'}), 'unknown');
    assert.equal(lifeOf({...here, machine: 'another-host', pid: GONE_PID}), 'unknown');
  });

  it('is that of the process that this one works for, whose end is what counts', () => {
    const parent = {...here, pid: process.ppid, start: runningProcess(process.ppid)?.start};
    {
      using work = workFor(process.ppid);
      void work;
      assert.deepEqual(thisProcess(), parent);
      assert.equal(lifeOf(parent), 'own');
      assert.equal(lifeOf(here), 'alive', 'another command may be under way there');
    }
    assert.deepEqual(thisProcess(), here);
    const left = {...here, pid: GONE_PID, start: undefined};
    using later = workFor(process.ppid);
    void later;
    assert.equal(lifeOf(left), 'gone', 'although the worker that made it still runs');
  });

  it('is not that of a later process with the same number', () => {
    assert.equal(lifeOf({...here, pid: process.ppid, start: '1'}), 'gone');
    assert.equal(lifeOf({...here, start: '1'}), 'gone');
  });

  it('of a process of another user counts as alive', () => {
    assert.equal(lifeOf({...here, pid: 1, start: undefined}), 'alive');
  });

  it('of a process that was killed and not waited for counts as gone', async () => {
    const zombie = await makeZombie();
    try {
      process.kill(zombie.pid, 0); // it still has its number
      assert.equal(runningProcess(zombie.pid), undefined);
      assert.equal(lifeOf({...here, pid: zombie.pid, start: undefined}), 'gone');
    } finally {
      zombie.release();
    }
  });
});
