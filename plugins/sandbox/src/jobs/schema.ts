/**
 * The tables of the task queue, in the catalogue's database. The next number is one more than the highest there
 * ever was. Times are ms since the epoch, those of the trace whole seconds.
 */
export const TABLES = `
CREATE TABLE IF NOT EXISTS jobs (
  id INTEGER PRIMARY KEY, owner TEXT NOT NULL, split INTEGER NOT NULL, state TEXT NOT NULL, jdl TEXT NOT NULL,
  name TEXT NOT NULL, priority INTEGER NOT NULL, cores INTEGER NOT NULL, price REAL NOT NULL,
  site TEXT, node TEXT, submitted INTEGER NOT NULL, changed INTEGER NOT NULL,
  started INTEGER, finished INTEGER, exitCode INTEGER, resubmissions INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS jobs_by_split ON jobs (split);
CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state);
CREATE INDEX IF NOT EXISTS jobs_by_owner ON jobs (owner);
CREATE INDEX IF NOT EXISTS jobs_by_owner_and_state ON jobs (owner, state);
CREATE INDEX IF NOT EXISTS jobs_by_end ON jobs (owner, finished);
CREATE TABLE IF NOT EXISTS job_trace (job INTEGER NOT NULL, at INTEGER NOT NULL, tag TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS job_trace_by_job ON job_trace (job);
CREATE TABLE IF NOT EXISTS forgotten_jobs (id INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS computing_elements (name TEXT PRIMARY KEY, status TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS job_quotas (
  userid INTEGER PRIMARY KEY, user TEXT NOT NULL UNIQUE, priority INTEGER NOT NULL,
  maxParallelJobs INTEGER NOT NULL, maxUnfinishedJobs INTEGER NOT NULL,
  maxTotalCpuCost INTEGER NOT NULL, maxTotalRunningTime INTEGER NOT NULL
);
`;

/** The number of the first job of a new sandbox. */
export const FIRST_JOB = 1888757065;
