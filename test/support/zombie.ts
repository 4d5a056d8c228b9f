import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';

/** A process that is over and that its parent has not waited for: it keeps its number. Release it when done. */
export async function makeZombie(): Promise<{readonly pid: number; release(): void}> {
  // The shell becomes a program that waits for no child.
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 600'], {stdio: ['ignore', 'pipe', 'ignore']});
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  assert.ok(Number.isSafeInteger(pid));
  while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) await setImmediate();
  return {pid, release: () => void parent.kill('SIGKILL')};
}
