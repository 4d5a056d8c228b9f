import type {Jdl} from '@alien-grid/cli';
import type {JobState} from './states.ts';

/** A job as the task queue knows it. Times are ms since the epoch. */
export interface Job {
  readonly id: number;
  readonly owner: string;
  /** The number of the master job, or 0. */
  readonly split: number;
  readonly state: JobState;
  /** The description as text; empty only if the job never had one. */
  readonly jdl: string;
  /** What `ps` calls it: the executable without its folder. */
  readonly name: string;
  readonly priority: number;
  readonly cores: number;
  readonly price: number;
  /** The computing element; null while none has it. */
  readonly site: string | null;
  /** The worker node; null while none has it. */
  readonly node: string | null;
  readonly submitted: number;
  /** When the state changed last. */
  readonly changed: number;
  /** When it was moved to STARTED in this attempt. */
  readonly started: number | null;
  /** When it came to a final state. */
  readonly finished: number | null;
  /** What the executable ended with, once it has. */
  readonly exitCode: number | null;
  readonly resubmissions: number;
}

/** A job in a list. */
export type JobSummary = Omit<Job, 'jdl' | 'cores' | 'price' | 'resubmissions'>;

/** What must be known to insert a job. */
export type NewJob = Pick<Job, 'owner' | 'jdl' | 'name'> &
  Partial<Pick<Job, 'split' | 'state' | 'priority' | 'cores' | 'price' | 'site' | 'node'>> & {
    /** A line for the trace before the one of the first state. */
    readonly note?: string;
  };

/** What may be changed beside the state. */
export type JobChange = Partial<
  Pick<Job, 'jdl' | 'site' | 'node' | 'started' | 'finished' | 'exitCode' | 'resubmissions'>
>;

/** A job to insert, made of its description. */
export function jobFrom(owner: string, jdl: Jdl, more: Partial<NewJob> = {}): NewJob {
  const executable = jdl.text('Executable') ?? '';
  return {
    owner,
    jdl: jdl.toString(),
    name: executable.slice(executable.lastIndexOf('/') + 1),
    cores: Math.max(1, Math.trunc(jdl.number('CPUCores') ?? 1)),
    price: Math.max(1, jdl.number('Price') ?? 1),
    ...more,
  };
}
