import assert from 'node:assert/strict';
import type {CopyItem} from '../../../src/lib/copy/model/events.ts';
import {runTransfers} from '../../../src/lib/copy/run-transfers.ts';
import {Tally} from '../../../src/lib/copy/tally.ts';
import type {TransferState} from '../../../src/lib/copy/transfer/context.ts';
import {NetworkError, ServerError} from '../../../src/lib/errors/errors.ts';

const turn = () => new Promise<void>(setImmediate);

describe('the transfers of a copy', () => {
  let tally: Tally;
  beforeEach(() => (tally = new Tally(() => undefined)));

  const items = (count: number): CopyItem[] =>
    Array.from({length: count}, (_, id) => ({id, source: `s${id}`, destination: `d${id}`, size: 1}));
  const done = {kind: 'copied', seconds: 0, verified: true} as const;
  interface Options {
    readonly count?: number;
    readonly width?: number;
    readonly timeout?: number;
    readonly signal?: AbortSignal;
  }
  const run = (
    transfer: (item: CopyItem, state: TransferState) => Promise<void> | void,
    {count = 6, width = 2, timeout, signal = new AbortController().signal}: Options = {},
  ) =>
    runTransfers(items(count), {width, timeout, signal}, tally, async (item, state) => {
      await transfer(item, state);
      return done;
    });
  const summary = () => tally.summary('download', 0, false, false);

  it('are under way so many at the same time, and all of them are counted', async () => {
    let [now, most] = [0, 0];
    await run(async () => {
      most = Math.max(most, ++now);
      await turn();
      now -= 1;
    });
    assert.deepEqual([most, now, summary().copied], [2, 0, 6]);
    await run(() => assert.fail('there is none'), {count: 0});
  });

  it('let the next one start before they are over, and are waited for', async () => {
    const started: number[] = [];
    const gate = Promise.withResolvers<void>();
    const running = run(
      async ({id}, {letNextStart}) => {
        started.push(id);
        letNextStart();
        await gate.promise;
      },
      {width: 1, count: 3},
    );
    while (started.length < 3) await turn();
    assert.equal(summary().copied, 0);
    gate.resolve();
    await running;
    assert.equal(summary().copied, 3);
  });

  it('go on after one that failed, which is told with its step', async () => {
    await run(({id}, state) => {
      state.step = 'verify';
      if (id === 1) throw new ServerError('no', {exitCode: 7});
    });
    const {copied, failures} = summary();
    assert.deepEqual(
      [copied, failures.map(({source, step, exitCode}) => [source, step, exitCode])],
      [5, [['s1', 'verify', 7]]],
    );
  });

  it('end by a bug, once those that are under way have ended', async () => {
    const bug = new TypeError('a bug');
    const ended: number[] = [];
    await assert.rejects(
      run(async ({id}) => {
        if (id === 0) throw bug;
        await turn();
        ended.push(id);
      }),
      bug,
    );
    assert.deepEqual(ended, [1]);
  });

  it('end at an abort: those under way are not counted, and no other one starts', async () => {
    const controller = new AbortController();
    const started: number[] = [];
    await run(
      async ({id}, {signal}) => {
        started.push(id);
        if (id === 1) controller.abort(new Error('stopped'));
        await turn();
        signal.throwIfAborted();
      },
      {signal: controller.signal},
    );
    const {copied, failed} = summary();
    assert.deepEqual([started, copied, failed], [[0, 1], 0, 0]);
  });

  it('that take too long have failed, and say how they get more time', async () => {
    await run(
      async ({id}, {signal}) => {
        if (id > 0) return;
        const ended = Promise.withResolvers<never>();
        signal.addEventListener('abort', () => ended.reject(signal.reason as Error));
        await ended.promise;
      },
      {timeout: 20},
    );
    const {copied, failures} = summary();
    assert.deepEqual(
      failures.map(({reason, exitCode, next}) => [reason, exitCode, next]),
      [
        [
          'It took longer than the 0.02 s allowed for one file.',
          110,
          ['Allow more time with --timeout SECONDS.'],
        ],
      ],
    );
    assert.equal(copied, 5);
  });

  it('that fail for another reason after their time say that', async () => {
    await run(
      async ({id}, {signal}) => {
        if (id > 0) return;
        while (!signal.aborted) await turn();
        throw new NetworkError('lost');
      },
      {timeout: 5},
    );
    assert.deepEqual(
      summary().failures.map(({reason}) => reason),
      ['lost'],
    );
  });
});
