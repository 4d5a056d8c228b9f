import {Jdl} from '@alien-grid/cli';
import type {Job} from '../job.ts';
import {collectOutputs} from '../output/collect.ts';
import {outputFolder, recycleFolder, SaveError, storeOutputs} from '../output/save.ts';
import {BAD_ELEMENT} from '../sites.ts';
import type {JobState} from '../states.ts';
import {environmentOfJob} from './environment.ts';
import {jobFolder, makeFolder, removeFolder} from './folder.ts';
import type {JobFolder} from './folder.ts';
import type {WorkerHost} from './host.ts';
import {fetchInputs, InputError} from './inputs.ts';
import {limitsFor, limitsText} from './limits.ts';
import type {JobLimits} from './limits.ts';
import {baseName, lfnFrom} from '../../catalogue/names/names.ts';
import {runProgram} from './program.ts';
import {JobResources} from './resources.ts';
import type {Programs} from './program.ts';
import {sweep} from './sweep.ts';
import {jobToken} from './token.ts';

/** The time that a job has if it does not say, in s. */
const USUAL_TTL = 21_600;
/** What a job passes and comes to at last when its output is saved. */
const AS_ASKED = ['SAVED', 'DONE'] as const;
/** The same if some of it was not there. */
const WITH_A_WARNING = ['SAVED_WARN', 'DONE_WARN'] as const;

/** What the trace says of jobs that end so. */
const FATES: Readonly<Record<string, string>> = {
  ERROR_EW: 'Killing the job: it used more than 2 GB of memory',
  ERROR_IB: 'Could not get the input: no replica can be read',
  ERROR_SV: 'The output could not be saved: no storage element answers',
  ERROR_W: 'Killing the job: it used more than 10 GB of disk',
  EXPIRED: 'Killing the job: it ran for longer than its TTL',
  ZOMBIE: 'The worker node has not been heard of for a long time',
};

/** Takes one job that was ASSIGNED through its life. An abort ends it at once, whatever it does. */
export async function runJob(host: WorkerHost, job: Job, slot: number, signal: AbortSignal): Promise<void> {
  const folder = jobFolder(host.folder, job.id);
  try {
    await new Agent(host, job, slot, folder, signal).run();
  } finally {
    await sweep(folder.path);
    removeFolder(folder);
  }
}

class Agent {
  readonly #host: WorkerHost;
  readonly #job: Job;
  readonly #slot: number;
  readonly #folder: JobFolder;
  readonly #signal: AbortSignal;
  readonly #jdl: Jdl;

  constructor(host: WorkerHost, job: Job, slot: number, folder: JobFolder, signal: AbortSignal) {
    this.#host = host;
    this.#job = job;
    this.#slot = slot;
    this.#folder = folder;
    this.#signal = signal;
    this.#jdl = Jdl.parse(job.jdl);
  }

  async run(): Promise<void> {
    const {jobs, kept, node} = this.#host;
    const {id} = this.#job;
    if (!jobs.move(id, 'STARTED', {}, ['ASSIGNED'])) return;
    kept.drop(id);
    this.#trace(`BatchId sandbox-${id}`);
    this.#trace(`Running the job agent of the sandbox on ${node}`);
    await this.#prepare();
    if (!this.#move('RUNNING', 'STARTED')) return;
    if (this.#meetsItsFate()) return;
    const programs = this.#programs();
    const executed = await runProgram(programs, this.#command('Executable', this.#arguments()));
    if (this.#signal.aborted) return;
    if (executed.expired) return this.#expire(programs.ttl);
    jobs.change(id, {exitCode: executed.code});
    if (executed.breach !== undefined) return this.#fail('ERROR_E', killing(executed.breach));
    if (executed.code !== 0)
      return this.#fail('ERROR_E', `The executable ended with exit code ${executed.code}`);
    if (this.#jdl.has('ValidationCommand')) {
      const validated = await runProgram(programs, this.#command('ValidationCommand', []));
      if (this.#signal.aborted) return;
      if (validated.expired) return this.#expire(programs.ttl);
      if (validated.breach !== undefined) return this.#fail('ERROR_V', killing(validated.breach));
      this.#trace(`The validation ended with exit code ${validated.code}`);
      if (validated.code !== 0) return this.#fail('ERROR_V', 'The validation failed');
    }
    await this.#save();
  }

  /** What was made to go wrong with it. */
  #meetsItsFate(): boolean {
    const {jobs, fate} = this.#host;
    if (this.#job.site === BAD_ELEMENT) {
      this.#trace('The software area /cvmfs/alice.cern.ch is not there');
      jobs.change(this.#job.id, {exitCode: 1});
      this.#fail('ERROR_E', 'The executable ended with exit code 1');
      return true;
    }
    const end = fate?.();
    if (end === undefined) return false;
    if (end === 'VANISHED') jobs.forget(this.#job.id);
    else {
      this.#trace(FATES[end] ?? `The job was made to end as ${end}`);
      jobs.move(this.#job.id, end as JobState, {}, ['RUNNING']);
    }
    return true;
  }

  /** Lays everything ready. What is missing ends the job. */
  async #prepare(): Promise<void> {
    const {authority, isolation, catalogue, contents, jobs} = this.#host;
    const account = isolation.account(this.#slot);
    makeFolder(this.#folder, await jobToken(authority, this.#job), account);
    this.#trace(`Created workdir: ${this.#folder.work}`);
    const most = limitsText(this.#limits());
    if (most !== '') this.#trace(`The job may use at most ${most}`);
    try {
      const source = {catalogue, contents, owner: this.#job.owner};
      await fetchInputs(source, this.#jdl, this.#folder.work, account);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#trace(`Could not get the input: ${error.message}`);
      jobs.move(this.#job.id, 'ERROR_IB', {}, ['STARTED']);
    }
  }

  #programs(): Programs {
    const {isolation, port, certificates} = this.#host;
    const limits = this.#limits();
    const seconds = this.#jdl.number('TTL') ?? USUAL_TTL;
    const ttl = seconds > 0 ? seconds : USUAL_TTL;
    return {
      cwd: this.#folder.work,
      env: environmentOfJob(this.#job, this.#jdl, this.#folder, {port, certificates}),
      account: isolation.account(this.#slot),
      prefix: isolation.prefix(this.#slot, this.#folder.path, limits),
      limits,
      folder: this.#folder.path,
      ownProcesses: isolation.ownProcesses,
      ttl,
      deadline: Date.now() + ttl * 1000,
      signal: this.#signal,
      resources: new JobResources((report) => this.#report(report)),
    };
  }

  #limits(): JobLimits {
    return limitsFor(this.#host.limits, this.#jdl.text('MemorySize'));
  }

  #command(key: string, args: readonly string[]): string[] {
    return [`./${baseName(lfnFrom(this.#jdl.text(key) ?? ''))}`, ...args];
  }

  /** Words are split at blanks; quotes are no more than characters, as on the grid. */
  #arguments(): string[] {
    return (this.#jdl.text('Arguments') ?? '').split(/\s+/).filter((word) => word !== '');
  }

  #expire(ttl: number): void {
    this.#trace(`Killing the job: it ran for longer than its TTL of ${ttl} s`);
    this.#move('EXPIRED', 'RUNNING');
  }

  /** What a failed job has to save is kept until someone registers it. */
  #fail(state: 'ERROR_E' | 'ERROR_V', reason: string): void {
    const {jobs, kept} = this.#host;
    const {outputs} = collectOutputs(this.#jdl, this.#folder.work, this.#job.id, state === 'ERROR_E');
    this.#trace(reason);
    if (outputs.length > 0) {
      kept.keep(this.#job, outputs);
      this.#trace(uploading(state, recycleFolder(this.#job)));
    }
    jobs.move(this.#job.id, state, {}, ['RUNNING']);
  }

  async #save(): Promise<void> {
    const {catalogue, contents, jobs, scratch} = this.#host;
    const {id} = this.#job;
    const folder = outputFolder(this.#job, this.#jdl);
    if (!this.#move('SAVING', 'RUNNING')) return;
    const {outputs, missing} = collectOutputs(this.#jdl, this.#folder.work, id, false);
    const [saved, done] = missing.length > 0 ? WITH_A_WARNING : AS_ASKED;
    for (const pattern of missing) this.#trace(`There is no output file ${pattern}`);
    this.#trace(uploading(done, folder));
    try {
      const stored = await storeOutputs({catalogue, contents, scratch}, this.#job, folder, outputs);
      // All of it is on the storage elements now; names in the catalogue are the second step.
      if (!this.#move(saved, 'SAVING')) return await stored.discard();
      const lfns = await stored.register();
      this.#trace(`Saved ${lfns.length} files`);
      this.#move(done, saved);
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      this.#trace(`The output could not be saved: ${error.message}`);
      jobs.move(id, 'ERROR_SV', {}, ['SAVING', saved]);
    }
  }

  /** False if the job is no longer where it was left: it was killed, or resubmitted. */
  #move(to: JobState, from: JobState): boolean {
    return this.#host.jobs.move(this.#job.id, to, {}, [from]);
  }

  /** What a job used that is no longer ours is no one's concern. */
  #report(report: string): void {
    if (!this.#signal.aborted) this.#host.jobs.trace(this.#job.id, 'proc', report);
  }

  #trace(text: string): void {
    this.#host.jobs.trace(this.#job.id, 'trace', text);
  }
}

function killing(breach: string): string {
  return `Killing the job: ${breach}`;
}

function uploading(state: JobState, folder: string): string {
  return `Going to uploadOutputFiles(exitStatus=${state}, outputDir=${folder})`;
}
