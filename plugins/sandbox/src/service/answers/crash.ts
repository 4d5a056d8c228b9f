/**
 * What the real service answers with a trace of itself: it crashes on such a request. A sandbox answers with the same
 * exit code and the message of the crash alone.
 */
export class Crash extends Error {}

/** A reference that leads nowhere, in the words of the machine that the real service runs on. */
export function nullReference(call: string, variable: string): Crash {
  return new Crash(`java.lang.NullPointerException: Cannot invoke "${call}" because "${variable}" is null`);
}
