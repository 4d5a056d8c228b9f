import {type Clearing, clearLeftovers} from './clear-leftovers.ts';

/** ms that it gets in any case, however soon the copy is over. */
const AT_LEAST = 1500;

/**
 * Clear what earlier runs have left while a copy is under way.
 * @returns what ends it when the copy is over, at once unless that took hardly any time; it throws what is a bug
 */
export function clearBeside(clearing: Clearing, signal: AbortSignal): () => Promise<void> {
  const over = new AbortController();
  const begun = performance.now();
  const tell = (text: string): void => {
    if (!signal.aborted) clearing.tell(text);
  };
  const done = clearLeftovers({...clearing, tell}, AbortSignal.any([signal, over.signal]));
  done.catch(() => undefined); // told by the end
  return async () => {
    if (signal.aborted) return; // the user waits, and a later run continues
    const timer = setTimeout(() => over.abort(), Math.max(0, AT_LEAST - (performance.now() - begun)));
    await done.finally(() => clearTimeout(timer));
  };
}
