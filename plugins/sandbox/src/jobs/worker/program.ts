import {LimitWatch} from './limit-watch.ts';
import type {JobLimits} from './limits.ts';
import {startProcess} from './process.ts';
import type {JobAccount} from './account.ts';
import type {JobResources} from './resources.ts';

/** How the programs of one job run. */
export interface Programs {
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Whom the files of their output belong to. */
  readonly account: JobAccount | undefined;
  /** The words that shut them in. */
  readonly prefix: readonly string[];
  /** In s, for all of them together. */
  readonly ttl: number;
  /** When that is over, in ms since the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly resources: JobResources;
  readonly limits: JobLimits;
  /** The folder of the job, with all that it writes. */
  readonly folder: string;
  /** Whether the processes that it sees are its own alone. */
  readonly ownProcesses: boolean;
}

export interface ProgramEnd {
  readonly code: number;
  /** Whether it was ended because its time was over. */
  readonly expired: boolean;
  /** Which limit of the job it passed, in words; undefined if it kept to all of them. */
  readonly breach: string | undefined;
}

/** Timers know no longer times, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Runs one program of a job to its end, or until its time is over, or it is to end. */
export async function runProgram(programs: Programs, command: readonly string[]): Promise<ProgramEnd> {
  const {prefix, deadline, signal, resources} = programs;
  signal.throwIfAborted();
  const running = await startProcess([...prefix, ...command], programs);
  const watched = resources.watch(running.pid);
  const watch = new LimitWatch(programs.limits, programs.folder, () => running.kill());
  watch.start(running.pid);
  let cpu: number | undefined;
  let expired = false;
  const expire = (): void => {
    expired = true;
    running.kill();
  };
  const timer = setTimeout(expire, Math.min(LONGEST_TIMER, Math.max(0, deadline - Date.now())));
  const kill = (): void => running.kill();
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  try {
    const ended = await running.ended;
    cpu = ended.cpu;
    const {code, processes} = ended;
    const breach = await watch.end({code, processes: programs.ownProcesses ? processes : undefined});
    return {code, expired, breach};
  } finally {
    // What it left in the background ends with it.
    running.kill();
    watched.end(cpu);
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  }
}
