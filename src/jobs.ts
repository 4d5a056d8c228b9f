/** Jobs, for scripts: `jobs.submit(grid, jdl)`. */
export type {Job} from './lib/jobs/job.ts';
export {
  killJobs as kill,
  listJobs as list,
  submitJob as submit,
  traceJob as trace,
  type JobChoice,
} from './lib/jobs/jobs.ts';
