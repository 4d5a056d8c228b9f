import {onAbort} from '../../flow/within.ts';

/**
 * Begin one attempt after the other, each when the last one failed or has taken `stagger` ms; no one is given up
 * before one has won (RFC 8305). Node's own `autoSelectFamily` ends each attempt after a quarter of a second, so
 * that a far host with many addresses is never reached.
 * @param attempts they end when their signal is aborted
 * @param stagger ms; Infinity: only after a failure
 * @returns what the first successful one gives; `discard` gets what others give later
 * @throws the first failure where all fail; the abort reason of `signal`
 */
export function race<T>(
  attempts: readonly ((signal: AbortSignal) => Promise<T>)[],
  stagger: number,
  discard: (late: T) => void,
  signal?: AbortSignal,
): Promise<T> {
  const {promise, resolve, reject} = Promise.withResolvers<T>();
  const over = new AbortController();
  const failures: unknown[] = [];
  let begun = 0;
  let next: NodeJS.Timeout | undefined;

  const begin = (): void => {
    clearTimeout(next);
    const attempt = attempts[begun];
    if (attempt === undefined || over.signal.aborted) return;
    begun++;
    if (Number.isFinite(stagger)) next = setTimeout(begin, stagger);
    attempt(over.signal).then(won, lost);
  };
  const won = (winner: T): void => {
    if (over.signal.aborted) return discard(winner);
    end(new Error('Another address was quicker.'));
    resolve(winner);
  };
  const lost = (failure: unknown): void => {
    if (over.signal.aborted) return;
    failures.push(failure);
    if (failures.length === attempts.length) {
      end(failure as Error);
      reject(failures[0]);
    } else begin();
  };
  const end = (reason: Error): void => {
    clearTimeout(next);
    forget();
    over.abort(reason);
  };
  const forget = onAbort(signal, (reason) => {
    clearTimeout(next);
    over.abort(reason);
    reject(reason);
  });
  begin();
  return promise;
}
