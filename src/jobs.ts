/** Jobs, for scripts: `jobs.submit(grid, jdl)`. */
export {
  killJobs as kill,
  listJobs as list,
  submitJob as submit,
  traceJob as trace,
  type Job,
  type JobChoice,
} from './lib/jobs/jobs.ts';
