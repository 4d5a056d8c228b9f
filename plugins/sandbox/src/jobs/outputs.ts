import type {Lfn} from '../catalogue/names/names.ts';
import type {Job} from './job.ts';

/** Who keeps what jobs left behind. The worker that runs jobs is one; without a worker there is none. */
export interface JobOutputs {
  /**
   * Registers the output that a job saved although it came to ERROR_V (or ERROR_E), under the names that its
   * description gives, and returns these. Empty if nothing was saved, or all of it is registered already.
   */
  register(job: Job): Promise<Lfn[]>;
}
