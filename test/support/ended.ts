import {readFile} from 'node:fs/promises';
import {setTimeout as pause} from 'node:timers/promises';

/** Wait for the end of a process that is not ours. Who has to hear of it, init perhaps, may take seconds more. */
export async function ended(pid: number): Promise<void> {
  try {
    while (!/\) [XZ] /.test(await readFile(`/proc/${pid}/stat`, 'latin1'))) await pause(5);
  } catch {
    // it is gone
  }
}
