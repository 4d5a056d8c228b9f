import assert from 'node:assert/strict';
import {existsSync, truncateSync, writeFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {XRootDError} from '../src/index.ts';
import type {FailureReason, Progress} from '../src/index.ts';

/** Long enough that a transfer of it is never over before a test has acted on its first bytes. */
const hugeSize = 64 * 2 ** 30;

/** A file of `hugeSize` without content. */
export function makeHuge(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, hugeSize);
}

/** Waits until a file is removed: a call that was cancelled does not wait for a slow clean-up. */
export async function gone(path: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; existsSync(path); await pause(20)) {
    assert.ok(Date.now() < deadline, `${path} is still there`);
  }
}

/** Options that call `action` once, when the first bytes have passed. */
export function onFirstBytes(action: () => void): {
  progressInterval: number;
  onProgress: (progress: Progress) => void;
} {
  let done = false;
  return {
    progressInterval: 1,
    onProgress: ({bytes}) => {
      if (done || bytes === 0) return;
      done = true;
      action();
    },
  };
}

/** For assert.rejects: an XRootDError with this reason and, if given, this errno. */
export function failsWith(reason: FailureReason, errno?: number): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof XRootDError)) throw error;
    const wanted = {reason, errno: errno ?? error.errno};
    const got = {reason: error.reason, errno: error.errno};
    if (JSON.stringify(got) !== JSON.stringify(wanted)) throw error;
    return true;
  };
}
