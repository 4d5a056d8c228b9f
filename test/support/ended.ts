import {setTimeout as pause} from 'node:timers/promises';

/** Wait for the end of a process that is not ours. */
export async function ended(pid: number): Promise<void> {
  try {
    for (;;) {
      process.kill(pid, 0);
      await pause(5);
    }
  } catch {
    // it is gone
  }
}
