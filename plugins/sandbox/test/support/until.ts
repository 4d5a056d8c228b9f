import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';

/** Less than the time limit of tests, so that no wait outlives its test. */
const LIMIT = 100_000;

/** Waits until something is so that nobody tells of. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const deadline = Date.now() + LIMIT; !(await isSo()); await pause(20)) {
    assert.ok(Date.now() < deadline, `It is not so after ${LIMIT} ms: ${isSo.toString()}`);
  }
}
