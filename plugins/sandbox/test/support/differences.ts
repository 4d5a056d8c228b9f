const ADMIN = 'ordinary users do not see it';
const STALE = 'the recorded answer was out of date';
const TRACE = 'the trace is written at once';

/** Recordings that a sandbox answers differently on purpose, and why. */
export const DIFFERENT: Readonly<Record<string, string>> = {
  access_write_tape: 'the tape element gives real envelopes',
  mkdir_utf8: 'names in any script are accepted',
  up_whereis_2: STALE,
  clean_find_f: STALE,
  fquota_set_noperm: 'ordinary users do not set quotas',
  noargs_optimiserLogs: ADMIN,
  optimiserLogs: ADMIN,
  optimiserLogs_l: ADMIN,
  optimiserLogs_v: ADMIN,
  optimiserLogs_admin: 'a sandbox does other work in the background',
  testSE: 'the storage of a sandbox refuses what has no envelope',
  testSE_user: 'ordinary users do not test storage',
  ps_trace: TRACE,
  ps_trace_all: TRACE,
  ps_other_trace: TRACE,
  ps_jdl_after: TRACE,
};
