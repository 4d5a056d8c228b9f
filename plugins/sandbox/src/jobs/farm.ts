import {chmodSync, mkdirSync, rmSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import type {Authority} from '../authority/authority.ts';
import type {Catalogue} from '../catalogue/catalogue.ts';
import type {Contents} from '../storage/contents.ts';
import {KeptOutputs} from './output/kept.ts';
import type {TaskQueue} from './queue.ts';
import {Optimizer} from './split/optimizer.ts';
import {findIsolation} from './worker/isolation.ts';
import type {IsolationKind} from './worker/isolation.ts';
import type {JobLimits} from './worker/limits.ts';
import {Worker} from './worker/worker.ts';

/** Where a sandbox keeps what belongs to jobs. */
export interface FarmFolders {
  readonly root: string;
  /** The folders in which jobs run. */
  readonly jobs: string;
  /** What failed jobs left, and archives in the making. */
  readonly kept: string;
  readonly certificates: string;
}

/** What jobs need of the sandbox. */
export interface FarmParts {
  readonly layout: FarmFolders;
  readonly catalogue: Catalogue;
  readonly contents: Contents;
  readonly authority: Authority;
  readonly jobs: TaskQueue;
  /** How the job that starts now ends whatever it does. */
  readonly fate?: (() => string | undefined) | undefined;
}

/** All that makes something of jobs: what prepares and splits them, and what runs them. */
export class Farm {
  readonly isolation: IsolationKind;
  readonly #optimizer: Optimizer;
  readonly #worker: Worker;

  private constructor(isolation: IsolationKind, optimizer: Optimizer, worker: Worker) {
    this.isolation = isolation;
    this.#optimizer = optimizer;
    this.#worker = worker;
  }

  /** What failed jobs left, as the service registers it. */
  static kept({layout, catalogue, contents}: FarmParts): KeptOutputs {
    const scratch = join(layout.kept, 'drafts');
    return new KeptOutputs(join(layout.kept, 'outputs'), {catalogue, contents, scratch});
  }

  /** Starts to run jobs, `slots` at a time; those that an earlier run of the sandbox left unfinished come first. */
  static async start(
    parts: FarmParts & {readonly kept: KeptOutputs},
    options: {
      readonly slots: number;
      readonly limits: JobLimits;
      readonly port: number;
      readonly log: (text: string) => void;
    },
  ): Promise<Farm> {
    const {layout} = parts;
    const scratch = join(layout.kept, 'drafts');
    rmSync(scratch, {recursive: true, force: true});
    mkdirSync(scratch, {recursive: true});
    chmodSync(layout.kept, 0o700);
    await Worker.recover({jobs: parts.jobs, folder: layout.jobs});
    const isolation = findIsolation(layout.root);
    const optimizer = new Optimizer(parts);
    const places = {folder: layout.jobs, scratch, certificates: layout.certificates};
    const host = {
      ...parts,
      ...places,
      isolation,
      limits: options.limits,
      port: options.port,
      node: hostname(),
    };
    return new Farm(isolation.kind, optimizer, new Worker(host, options));
  }

  /** Ends all jobs that run. They start again with the sandbox. */
  async stop(): Promise<void> {
    await this.#worker.stop();
    await this.#optimizer.stop();
  }
}
