import {rmSync} from 'node:fs';
import {Jdl, JdlError} from '@alien-grid/cli';
import type {Job, JobMove} from '../queue.ts';
import {fits} from '../matching.ts';
import type {ComputingElement} from '../sites.ts';
import type {JobState} from '../states.ts';
import {runJob} from './agent.ts';
import type {WorkerHost} from './host.ts';
import {sweep} from './sweep.ts';

/** States in which a job is in the hands of the worker. */
const TAKEN: readonly JobState[] = ['ASSIGNED', 'STARTED', 'RUNNING', 'SAVING', 'SAVED', 'SAVED_WARN'];

export interface WorkerOptions {
  /** How many jobs run at the same time. */
  readonly slots: number;
  readonly log: (text: string) => void;
}

/** The worker node of a sandbox: takes waiting jobs in their order, and runs as many at a time as there are slots. */
export class Worker {
  readonly #host: WorkerHost;
  readonly #options: WorkerOptions;
  readonly #unlisten: readonly (() => void)[];
  readonly #running = new Map<number, {slot: number; controller: AbortController; ended: Promise<void>}>();
  /** Jobs that ask for another place than this one. */
  readonly #refused = new Set<number>();
  #stopped = false;

  constructor(host: WorkerHost, options: WorkerOptions) {
    this.#host = host;
    this.#options = options;
    host.jobs.sites.slots = options.slots;
    this.#unlisten = [
      host.jobs.onChange((move) => this.#notice(move)),
      host.jobs.sites.onStatus(() => this.#wake()),
      host.jobs.quotas.onSet(() => this.#wake()),
    ];
    this.#wake();
  }

  /** Ends what an earlier run of the sandbox left behind and puts its jobs back into the queue. */
  static async recover({jobs, folder}: Pick<WorkerHost, 'jobs' | 'folder'>): Promise<void> {
    await endLeftJobs(folder);
    for (const {id} of jobs.select({states: TAKEN})) putBack(jobs, id);
  }

  /** There may be jobs to run. */
  #wake(): void {
    if (this.#stopped || this.#host.jobs.sites.status !== 'open') return;
    for (let slot = this.#freeSlot(); slot !== undefined; slot = this.#freeSlot()) {
      // One whose last run is still being cleared away has to wait a little longer.
      const job = this.#host.jobs.nextWaiting([...this.#running.keys(), ...this.#refused]);
      if (job === undefined) return;
      const element = this.#elementFor(job);
      if (element === undefined) this.#refused.add(job.id);
      else this.#start(job, slot, element);
    }
  }

  /** Ends all running jobs; they are put back into the queue. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const unlisten of this.#unlisten) unlisten();
    const running = [...this.#running];
    for (const [, {controller}] of running) controller.abort();
    await Promise.all(running.map(([, {ended}]) => ended));
    for (const [id] of running) putBack(this.#host.jobs, id);
  }

  #notice({id, to}: JobMove): void {
    // What is told may be the past already: what counts is where the job is now.
    const running = this.#running.get(id);
    const state = running && this.#host.jobs.get(id)?.state;
    if (state !== undefined && !TAKEN.includes(state)) running?.controller.abort();
    if (to === 'WAITING') this.#wake();
  }

  /** Where a job runs: in turn at those where it may. */
  #elementFor({id, resubmissions, jdl}: Job): string | undefined {
    const elements = this.#host.jobs.sites.working();
    const fitting = elements.filter((element) => canRun(element, jdl));
    return fitting[(id + resubmissions) % Math.max(fitting.length, 1)]?.name;
  }

  #freeSlot(): number | undefined {
    const taken = new Set([...this.#running.values()].map(({slot}) => slot));
    return Array.from({length: this.#options.slots}, (_, slot) => slot).find((slot) => !taken.has(slot));
  }

  #start(job: Job, slot: number, site: string): void {
    const {jobs, node} = this.#host;
    const place = {site, node, exitCode: null};
    if (!jobs.move(job.id, 'ASSIGNED', place, ['WAITING'])) return;
    const controller = new AbortController();
    const ended = this.#run({...job, ...place}, slot, controller.signal);
    this.#running.set(job.id, {slot, controller, ended});
    void ended.then(() => {
      this.#running.delete(job.id);
      this.#wake();
    });
  }

  async #run(job: Job, slot: number, signal: AbortSignal): Promise<void> {
    try {
      await runJob(this.#host, job, slot, signal);
    } catch (error) {
      if (signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log(`job ${job.id}: ${error instanceof Error ? (error.stack ?? reason) : reason}`);
      this.#host.jobs.trace(job.id, 'trace', `The worker failed: ${reason}`);
      this.#host.jobs.move(job.id, 'ERROR_A', {}, TAKEN);
    }
  }
}

/** A description that cannot be read is the job agent's to complain of. */
function canRun(element: ComputingElement, jdl: string): boolean {
  try {
    return fits(element, Jdl.parse(jdl));
  } catch (error) {
    if (error instanceof JdlError) return true;
    throw error;
  }
}

/** Ends the processes of jobs that outlived their sandbox, and removes their folders. */
export async function endLeftJobs(folder: string): Promise<void> {
  await sweep(folder);
  rmSync(folder, {recursive: true, force: true});
}

function putBack(jobs: WorkerHost['jobs'], id: number): void {
  if (!jobs.move(id, 'WAITING', {site: null, node: null, started: null}, TAKEN)) return;
  jobs.trace(id, 'trace', 'The sandbox was stopped while the job ran: it starts again from the beginning');
}
