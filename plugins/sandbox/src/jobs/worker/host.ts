import type {Authority} from '../../authority/authority.ts';
import type {Catalogue} from '../../catalogue/catalogue.ts';
import type {Contents} from '../../storage/contents.ts';
import type {KeptOutputs} from '../output/kept.ts';
import type {TaskQueue} from '../queue.ts';
import type {Isolation} from './isolation.ts';
import type {JobLimits} from './limits.ts';

/** What a worker node of the sandbox has at its disposal. */
export interface WorkerHost {
  readonly catalogue: Catalogue;
  readonly contents: Contents;
  readonly authority: Authority;
  readonly jobs: TaskQueue;
  readonly kept: KeptOutputs;
  readonly isolation: Isolation;
  /** How the job that starts now ends whatever it does: a state, or VANISHED; undefined: as it will. */
  readonly fate?: (() => string | undefined) | undefined;
  /** What one job may use. */
  readonly limits: JobLimits;
  /** Where the folders of the jobs are. */
  readonly folder: string;
  /** A folder that no job can reach. */
  readonly scratch: string;
  /** The folder of the authority's certificate. */
  readonly certificates: string;
  /** The port of the central service. */
  readonly port: number;
  /** The name of this machine. */
  readonly node: string;
}
