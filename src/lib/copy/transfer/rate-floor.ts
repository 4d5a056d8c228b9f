import {NetworkError} from '../../errors/errors.ts';
import type {TransferCall} from '../../storage/storage.ts';

/** What a transfer is given: how to tell what has moved, and what ends it. */
export type MeasuredCall = Required<Pick<TransferCall, 'signal' | 'onProgress'>>;

/** ms over which a transfer may not be slower than asked for. */
const WINDOW = 10_000;

/**
 * Run a transfer, and break it off when it gets slower than `floor` bytes a second over ten seconds. The time before
 * the first byte does not count: a file may have to come from a tape.
 * @param floor undefined for no limit
 * @throws {NetworkError} 110 that will not pass: the same replica would be slow again, another one may not be
 */
export async function withRateFloor<T>(
  floor: number | undefined,
  call: MeasuredCall,
  transfer: (call: MeasuredCall) => Promise<T>,
): Promise<T> {
  if (floor === undefined || floor <= 0) return await transfer(call);
  const tooSlow = new AbortController();
  const samples: {readonly at: number; readonly bytes: number}[] = [];
  const onProgress = (bytes: number, rate: number) => {
    call.onProgress(bytes, rate);
    if (bytes === 0) return;
    const at = performance.now();
    samples.push({at, bytes});
    // The oldest sample that is kept is the last one from before the window.
    while (samples[1] !== undefined && at - samples[1].at >= WINDOW) samples.shift();
    const [oldest] = samples;
    if (oldest === undefined || at - oldest.at < WINDOW) return;
    const measured = ((bytes - oldest.bytes) / (at - oldest.at)) * 1000;
    if (measured < floor) tooSlow.abort(slower(measured, floor));
  };
  const signal = AbortSignal.any([call.signal, tooSlow.signal]);
  return await transfer({signal, onProgress});
}

function slower(measured: number, floor: number): NetworkError {
  return new NetworkError(`It sends ${Math.round(measured)} bytes a second, fewer than ${floor}.`, {
    code: 'TIMED_OUT',
    mayPass: false,
    next: ['Allow a lower speed with --ratethreshold.'],
  });
}
