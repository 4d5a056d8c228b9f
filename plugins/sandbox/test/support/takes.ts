import assert from 'node:assert/strict';

/** Whether an answer took its time. */
export async function takes(milliseconds: number, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  // Timers may fire a little too early.
  assert.ok(performance.now() - start > milliseconds - 3);
}
