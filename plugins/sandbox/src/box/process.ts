import {runningProcess} from '@alien-grid/cli';
import {readFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessId {
  readonly pid: number;
  /** When it was started, in the kernel's own ticks. */
  readonly started: string;
}

const POLL = 20;

/** The identity of a process; undefined if it is not alive. */
export function identify(pid: number): ProcessId | undefined {
  const started = runningProcess(pid)?.start;
  return started === undefined ? undefined : {pid, started};
}

export function isAlive(id: ProcessId): boolean {
  return identify(id.pid)?.started === id.started;
}

/** Whether the command line of a process speaks of that path. */
export function commandLineHas(pid: number, path: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path);
  } catch {
    return false;
  }
}

/** Asks a process to end, makes it end if it does not within `patience` ms, and waits until it has. */
export async function endProcess(id: ProcessId, patience: number): Promise<void> {
  for (const [signal, limit] of [
    ['SIGTERM', patience],
    ['SIGKILL', 2000],
  ] as const) {
    if (!isAlive(id)) return;
    try {
      process.kill(id.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    // It is no child of ours, so its end can only be looked for.
    for (const deadline = Date.now() + limit; isAlive(id) && Date.now() < deadline;) await pause(POLL);
  }
}
