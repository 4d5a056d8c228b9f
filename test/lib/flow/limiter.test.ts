import assert from 'node:assert/strict';
import {Limiter} from '../../../src/lib/flow/limiter.ts';

describe('Limiter', () => {
  /** A task that ends when it is told to. */
  function held(limiter: Limiter): {readonly end: () => void; readonly done: Promise<void>; begun: boolean} {
    const {promise, resolve} = Promise.withResolvers<void>();
    const task = {end: resolve, done: Promise.resolve(), begun: false};
    task.done = limiter.run(() => {
      task.begun = true;
      return promise;
    });
    return task;
  }

  it('lets so many tasks run, and the others in their order', async () => {
    const limiter = new Limiter(2);
    const tasks = [held(limiter), held(limiter), held(limiter), held(limiter)];
    await new Promise(setImmediate);
    const begun = () => tasks.map((task) => task.begun);
    assert.deepEqual(begun(), [true, true, false, false]);
    tasks[1]?.end();
    await tasks[1]?.done;
    assert.deepEqual(begun(), [true, true, true, false]);
    for (const task of tasks) task.end();
    await Promise.all(tasks.map(({done}) => done));
  });

  it('gives one task all turns that are free, which it may give back early', async () => {
    const limiter = new Limiter(4);
    const first = held(limiter);
    const {promise, resolve} = Promise.withResolvers<void>();
    let keep: ((turns: number) => void) | undefined;
    const many = limiter.runWithAll(async (turns, its) => {
      assert.equal(turns, 3);
      keep = its;
      await promise;
    });
    await new Promise(setImmediate);
    const others = [held(limiter), held(limiter), held(limiter)];
    await new Promise(setImmediate);
    assert.deepEqual(
      others.map(({begun}) => begun),
      [false, false, false],
    );
    keep?.(1);
    keep?.(3); // what was given back stays so
    await new Promise(setImmediate);
    assert.deepEqual(
      others.map(({begun}) => begun),
      [true, true, false],
    );
    resolve();
    await many;
    await new Promise(setImmediate);
    assert.ok(others.every(({begun}) => begun));
    for (const task of [first, ...others]) task.end();
    await Promise.all(others.map(({done}) => done));
    await limiter.runWithAll((turns) => Promise.resolve(assert.equal(turns, 4)));
  });

  it('gets its turns back from a task that fails', async () => {
    const limiter = new Limiter(3);
    const failing = limiter.runWithAll(() => Promise.reject(new Error('no')));
    await assert.rejects(failing, /no/);
    await limiter.runWithAll((turns) => Promise.resolve(assert.equal(turns, 3)));
  });

  it('does not begin what was aborted meanwhile', async () => {
    const limiter = new Limiter(1);
    const first = held(limiter);
    const abort = new AbortController();
    const second = limiter.run(() => Promise.resolve(assert.fail()), abort.signal);
    abort.abort(new Error('the user'));
    first.end();
    await assert.rejects(second, /the user/);
  });
});
