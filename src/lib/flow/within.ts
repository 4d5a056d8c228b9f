/**
 * Do something within a time.
 * @param ms the limit
 * @param late makes the error for when it is reached
 * @param what gets a signal and must reject with its reason when it is aborted
 * @throws what `what` throws, the error of `late`, the abort reason of `signal`
 */
export async function within<T>(
  ms: number,
  late: () => Error,
  what: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(late()), ms);
  try {
    return await what(signal ? AbortSignal.any([signal, limit.signal]) : limit.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Call `onAbort` once with the reason when a signal is aborted. Returns how to stop that. */
export function onAbort(signal: AbortSignal | undefined, react: (reason: Error) => void): () => void {
  const listener = (): void => react(signal?.reason as Error);
  if (signal?.aborted) listener();
  signal?.addEventListener('abort', listener, {once: true});
  return () => signal?.removeEventListener('abort', listener);
}

/** Wait. @throws the abort reason of `signal` */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const forget = onAbort(signal, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    forget();
  });
}

/** A time between a half and three halves of the given one: clients that fail together must not come back together. */
export function jittered(ms: number): number {
  return ms * (0.5 + Math.random());
}
