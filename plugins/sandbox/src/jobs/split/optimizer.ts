import {Jdl, JdlError} from '@alien-grid/cli';
import type {Catalogue} from '../../catalogue/catalogue.ts';
import {copiesOf} from '../../catalogue/copies.ts';
import type {Contents} from '../../storage/contents.ts';
import {jobFrom} from '../job.ts';
import type {Job} from '../job.ts';
import type {JobMove, TaskQueue} from '../queue.ts';
import {isFinal, STATES} from '../states.ts';
import {inputData, InputError} from '../worker/inputs.ts';
import {shareOut, SplitError} from './groups.ts';
import type {SplitFile} from './groups.ts';
import {subjobsOf} from './subjobs.ts';

/** What the optimizer works on. */
export interface OptimizerParts {
  readonly catalogue: Catalogue;
  readonly contents: Contents;
  readonly jobs: TaskQueue;
}

const UNFINISHED = STATES.filter((state) => !isFinal(state));

/** Takes new jobs to WAITING, or splits them, and ends masters whose sub-jobs have all come to an end. */
export class Optimizer {
  readonly #parts: OptimizerParts;
  readonly #unlisten: () => void;
  readonly #work = new Set<Promise<void>>();

  constructor(parts: OptimizerParts) {
    this.#parts = parts;
    this.#unlisten = parts.jobs.onChange((move) => this.#notice(move));
    // Those that an earlier run of the sandbox left.
    for (const {id} of parts.jobs.select({states: ['INSERTING', 'SPLITTING']})) this.#start(id);
    for (const {id} of parts.jobs.select({states: ['SPLIT']})) this.#endMaster(id);
  }

  async stop(): Promise<void> {
    this.#unlisten();
    await Promise.all(this.#work);
  }

  #notice({id, from, to}: JobMove): void {
    if (to === 'INSERTING') return this.#start(id);
    const master = this.#parts.jobs.get(id)?.split ?? 0;
    if (master === 0) return;
    if (isFinal(to)) this.#endMaster(master);
    // A sub-job that runs again keeps its master from being done.
    else if (from !== null && isFinal(from)) this.#parts.jobs.move(master, 'SPLIT', {}, ['DONE']);
  }

  #start(id: number): void {
    const work: Promise<void> = this.#take(id).finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  async #take(id: number): Promise<void> {
    const {jobs} = this.#parts;
    const job = jobs.get(id);
    if (job === undefined) return;
    try {
      const jdl = Jdl.parse(job.jdl);
      if (!jdl.has('Split')) jobs.move(id, 'WAITING', {}, ['INSERTING']);
      else if (jobs.move(id, 'SPLITTING', {}, ['INSERTING', 'SPLITTING'])) await this.#split(job, jdl);
    } catch (error) {
      const known = error instanceof SplitError || error instanceof JdlError || error instanceof InputError;
      jobs.trace(id, 'trace', known ? error.message : `It could not be inserted: ${String(error)}`);
      jobs.move(id, 'ERROR_SPLT', {}, ['SPLITTING']);
      jobs.move(id, 'ERROR_I', {}, ['INSERTING']);
    }
  }

  async #split(job: Job, jdl: Jdl): Promise<void> {
    const {catalogue, contents, jobs} = this.#parts;
    const data = await inputData({catalogue, contents, owner: job.owner}, jdl);
    const files = data.map(({lfn}) => this.#locate(lfn));
    const shares = shareOut(jdl.text('Split') ?? '', files, jdl.number('SplitMaxInputFileNumber'));
    const descriptions = subjobsOf(jdl, job.id, shares);
    // The master makes room for one of them: split, it no longer counts.
    const refusal = jobs.quotas.refusal(job.owner, descriptions.length - 1);
    if (refusal !== undefined) throw new SplitError(refusal);
    const more = {split: job.id, state: 'WAITING', priority: job.priority} as const;
    catalogue.transaction(() => {
      // Killed meanwhile: nothing is left to split.
      if (!jobs.move(job.id, 'SPLIT', {}, ['SPLITTING'])) return;
      for (const description of descriptions) {
        const subjob = jobs.insert(jobFrom(job.owner, description, more));
        jobs.trace(job.id, 'trace', `Subjob submitted: ${subjob}`);
      }
    });
  }

  #locate(lfn: SplitFile['lfn']): SplitFile {
    const entry = this.#parts.catalogue.entries.find(lfn);
    if (entry === undefined) throw new SplitError(`${lfn} does not exist in the catalogue`);
    const copies = entry.guid === null ? [] : copiesOf(this.#parts.catalogue, entry.guid);
    return {lfn, elements: copies.map(({se}) => se.name).sort()};
  }

  #endMaster(id: number): void {
    const {jobs} = this.#parts;
    if (jobs.get(id)?.state !== 'SPLIT') return;
    if (jobs.select({masters: [id], states: UNFINISHED, limit: 1}).length > 0) return;
    jobs.move(id, 'DONE', {}, ['SPLIT']);
  }
}
