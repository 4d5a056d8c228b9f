import {setTimeout as wait} from 'node:timers/promises';
import {AlienError} from '../errors/errors.ts';

/** ms before the first further try; doubled for each one after it. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;

/** Wait before try number `round` (1 is the first repetition), jittered so that many clients spread out. */
export async function pauseBefore(round: number, signal?: AbortSignal): Promise<void> {
  const longest = Math.min(FIRST_PAUSE * 2 ** (round - 1), LONGEST_PAUSE);
  await wait(longest * (0.5 + Math.random() / 2), undefined, signal ? {signal} : {}).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    },
  );
}

/**
 * Repeat what failed by the network alone. Only for requests that may be made twice.
 * @param retries further tries after the first
 */
export async function retrying<T>(retries: number, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await task();
    } catch (error) {
      signal.throwIfAborted();
      if (round > retries || !(error instanceof AlienError && error.mayPass)) throw error;
    }
    await pauseBefore(round, signal);
  }
}
