import {AlienError, NetworkError} from '../errors/errors.ts';
import type {CopyItem} from './model/events.ts';
import type {Outcome} from './model/outcome.ts';
import type {TransferState} from './transfer/context.ts';
import {forEachBounded} from '../flow/limiter.ts';
import type {Tally} from './tally.ts';

export interface RunOptions {
  /** files under way at the same time, in whatever step */
  readonly width: number;
  /** ms for one file */
  readonly timeout: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Run the transfers of a plan; one that fails does not stop the others. After an abort no further one starts, and
 * those under way end without being counted.
 * @throws whatever is not an AlienError: a bug
 */
export async function runTransfers<Item extends CopyItem>(
  items: readonly Item[],
  {width, timeout, signal}: RunOptions,
  tally: Tally,
  transfer: (item: Item, state: TransferState) => Promise<Outcome>,
): Promise<void> {
  let bug: {readonly error: unknown} | undefined;
  const run = async (item: Item, letNextStart: () => void): Promise<void> => {
    const limit = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
    const its = limit ? AbortSignal.any([signal, limit]) : signal;
    const state: TransferState = {signal: its, step: 'look up', letNextStart};
    try {
      tally.outcome(item, await transfer(item, state));
    } catch (error) {
      if (signal.aborted) return;
      if (limit?.aborted && error === limit.reason) {
        tally.failure(item, state.step, tookTooLong(timeout ?? 0));
      } else if (error instanceof AlienError) {
        tally.failure(item, state.step, error);
      } else {
        bug = {error}; // those under way still end by themselves
      }
    }
  };
  const started = new Set<Promise<void>>();
  await forEachBounded(items, Math.min(width, items.length), async (item) => {
    if (signal.aborted || bug) return;
    const {promise: mayStart, resolve: letNextStart} = Promise.withResolvers<void>();
    const done = run(item, letNextStart).finally(() => started.delete(done));
    started.add(done);
    await Promise.race([done, mayStart]);
  });
  await Promise.all(started);
  if (bug) throw bug.error;
}

function tookTooLong(timeout: number): NetworkError {
  return new NetworkError(`It took longer than the ${timeout / 1000} s allowed for one file.`, {
    code: 'TIMED_OUT',
    next: ['Allow more time with --timeout SECONDS.'],
  });
}
