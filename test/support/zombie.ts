import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';

/** A process that is over and that its parent has not waited for: it keeps its number. Release it when done. */
export async function makeZombie(): Promise<{readonly pid: number; release(): void}> {
  // The shell becomes a program that waits for no child. The child ends only then, or the shell could still wait for it.
  const script = '(read line <&3) & echo $!; exec sleep 600 3<&-';
  const parent = spawn('sh', ['-c', script], {stdio: ['ignore', 'pipe', 'ignore', 'pipe']});
  const [line] = (await once(parent.stdout as NonNullable<typeof parent.stdout>, 'data')) as [Buffer];
  const pid = Number(line.toString());
  assert.ok(Number.isSafeInteger(pid) && parent.pid !== undefined);
  while (readFileSync(`/proc/${parent.pid}/comm`, 'latin1') !== 'sleep\n') await setImmediate();
  (parent.stdio[3] as Writable).end();
  while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) await setImmediate();
  return {pid, release: () => void parent.kill('SIGKILL')};
}
