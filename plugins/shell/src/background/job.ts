/** Commands that were started in the background. */
export interface Job {
  readonly number: number;
  /** the commands, as typed */
  readonly text: string;
  /** of the process; undefined as long as it is not there */
  readonly pid: number | undefined;
  /** when that process started, as the system says it; tells it from a later one of that number */
  readonly start: string | undefined;
  /** ISO time */
  readonly begun: string;
}

/** @returns undefined for text that is no job */
export function readJob(text: string): Job | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const {number, text: typed, pid, start, begun}: Record<string, unknown> = {...value};
  if (typeof number !== 'number' || typeof typed !== 'string' || typeof begun !== 'string') return undefined;
  const process = typeof pid === 'number' && pid > 1 ? pid : undefined;
  return {number, text: typed, pid: process, start: typeof start === 'string' ? start : undefined, begun};
}

/** What has become of a job. `lost`: its process is gone without a word, killed say. */
export type JobState =
  {readonly kind: 'running'} | {readonly kind: 'ended'; readonly exitCode: number} | {readonly kind: 'lost'};

/** The exit code behind Ctrl-C. */
const STOPPED = 130;

/** `[1] running: cp a file:b`. */
export function describeJob({number, text}: Job, state: JobState): string {
  return `[${number}] ${describeState(state)}: ${text}`;
}

function describeState(state: JobState): string {
  if (state.kind === 'running') return 'running';
  if (state.kind === 'lost') return 'ended without a word';
  if (state.exitCode === STOPPED) return 'stopped';
  return state.exitCode === 0 ? 'done' : `failed with exit code ${state.exitCode}`;
}
