import assert from 'node:assert/strict';
import {type Clock, DiskBarrier} from '../../../../src/lib/copy/read/disk-barrier.ts';

describe('the barrier before the disk', () => {
  const file = (path: string) => ({path, target: `${path}.complete`});

  /** A disk that is done with each group when it is told so. */
  function slowDisk(clock: Clock = {now: () => 0, wait: async () => undefined}) {
    const groups: {paths: readonly string[]; done: (failures?: readonly (Error | undefined)[]) => void}[] =
      [];
    const barrier = new DiskBarrier((files) => {
      const {promise, resolve} = Promise.withResolvers<readonly (Error | undefined)[]>();
      groups.push({paths: files.map(({path}) => path), done: (failures = []) => resolve(failures)});
      return promise;
    }, clock);
    return {barrier, groups};
  }

  it('sends the first file at once, and together all that come meanwhile', async () => {
    const {barrier, groups} = slowDisk();
    const first = barrier.landed(file('a'));
    const others = [barrier.landed(file('b')), barrier.landed(file('c'))];
    assert.deepEqual(
      groups.map(({paths}) => paths),
      [['a']],
    );
    groups[0]?.done();
    await first;
    await new Promise(setImmediate);
    assert.deepEqual(
      groups.map(({paths}) => paths),
      [['a'], ['b', 'c']],
    );
    groups[1]?.done();
    await Promise.all(others);
  });

  it('lets files gather for a little time after a group has begun', async () => {
    let now = 1000;
    const {promise: pause, resolve: endPause} = Promise.withResolvers<void>();
    const waits: number[] = [];
    const wait = (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
      return pause;
    };
    const {barrier, groups} = slowDisk({now: () => now, wait});
    const first = barrier.landed(file('a'));
    now += 4;
    groups[0]?.done();
    await first;
    const others = [barrier.landed(file('b')), barrier.landed(file('c'))];
    assert.deepEqual([waits, groups.length], [[6], 1]);
    endPause();
    await new Promise(setImmediate);
    assert.deepEqual(groups[1]?.paths, ['b', 'c']);
    groups[1]?.done();
    await Promise.all(others);
    now += 10;
    const last = barrier.landed(file('d'));
    assert.deepEqual([waits.length, groups[2]?.paths], [1, ['d']]);
    groups[2]?.done();
    await last;
  });

  it('tells each file of its own failure', async () => {
    const {barrier, groups} = slowDisk();
    const first = barrier.landed(file('a'));
    const [bad, good] = [barrier.landed(file('bad')), barrier.landed(file('good'))];
    groups[0]?.done();
    await first;
    await new Promise(setImmediate);
    groups[1]?.done([new Error('EIO'), undefined]);
    await assert.rejects(bad, /EIO/);
    await good;
  });

  it('fails all of a group when the disk cannot be asked, and goes on with the next', async () => {
    let isBroken = true;
    const barrier = new DiskBarrier(async () => {
      if (isBroken) throw new Error('no addon');
      return [];
    });
    await assert.rejects(barrier.landed(file('a')), /no addon/);
    isBroken = false;
    await barrier.landed(file('b'));
  });

  it('has room for a bounded number of files', async () => {
    const {barrier, groups} = slowDisk();
    const waiting: Promise<void>[] = [];
    for (let i = 0; barrier.hasRoom; i++) waiting.push(barrier.landed(file(`f${i}`)));
    assert.equal(waiting.length, 256);
    groups[0]?.done();
    await waiting[0];
    await new Promise(setImmediate);
    assert.ok(barrier.hasRoom);
    groups[1]?.done();
    await Promise.all(waiting);
  });
});
