/** What a state comes to, for people and for counting. */
export type Phase = 'waiting' | 'running' | 'done' | 'failed' | 'killed';

export const PHASES: readonly Phase[] = ['waiting', 'running', 'done', 'failed', 'killed'];

const PHASE_OF: Readonly<Record<string, Phase>> = {
  INSERTING: 'waiting',
  UPDATING: 'waiting',
  SPLITTING: 'waiting',
  SPLIT: 'running',
  WAITING: 'waiting',
  ASSIGNED: 'waiting',
  OVER_WAITING: 'waiting',
  STARTED: 'running',
  RUNNING: 'running',
  SAVING: 'running',
  SAVED: 'running',
  SAVED_WARN: 'running',
  MERGING: 'running',
  ZOMBIE: 'running', // its worker node is silent: it may come back, or end as EXPIRED
  DONE: 'done',
  DONE_WARN: 'done',
  FAULTY: 'failed',
  INCORRECT: 'failed',
  EXPIRED: 'failed',
  KILLED: 'killed',
};

/** What people call a state, where it says more than its phase. */
const MEANINGS: Readonly<Record<string, string>> = {
  SPLIT: 'split',
  SAVING: 'saving its output',
  ZOMBIE: 'silent',
  DONE_WARN: 'done, output missing',
  ERROR_A: 'no worker could start it',
  ERROR_E: 'its program failed',
  ERROR_EW: 'it used too much memory or disk',
  ERROR_I: 'its JDL is not understood',
  ERROR_IB: 'an input is missing',
  ERROR_S: 'it was not submitted to a site',
  ERROR_SPLT: 'it could not be split',
  ERROR_SV: 'its output was not saved',
  ERROR_V: 'its validation failed',
  ERROR_VN: 'its validation did not run',
  ERROR_VT: 'its validation took too long',
  ERROR_VER: 'its packages are missing',
  ERROR_W: 'it used too much disk',
  EXPIRED: 'it ran longer than its TTL',
};

/** The phase of a state. One that is not known yet is an error by its name, else the job is under way. */
export function phaseOf(state: string): Phase {
  const known = Object.hasOwn(PHASE_OF, state) ? PHASE_OF[state] : undefined;
  return known ?? (state.startsWith('ERROR') ? 'failed' : 'running');
}

/** Nothing happens any more to a job in this state, unless a person resubmits it. */
export function isFinal(state: string): boolean {
  return ['done', 'failed', 'killed'].includes(phaseOf(state));
}

/** Words for `ps -f`: names of states as they are, in capitals; a phase is all of its states. */
export function stateFilter(words: readonly string[]): string[] {
  const phases: readonly string[] = PHASES;
  return words.flatMap((word) => {
    const name = word.trim();
    if (!phases.includes(name.toLowerCase())) return name.toUpperCase();
    if (name.toLowerCase() === 'failed') return 'ERROR_ALL';
    return Object.keys(PHASE_OF).filter((state) => PHASE_OF[state] === name.toLowerCase());
  });
}

/** `failed: its program failed (ERROR_E)`, `running` */
export function stateWords(state: string): string {
  const phase = phaseOf(state);
  const meaning = Object.hasOwn(MEANINGS, state) ? MEANINGS[state] : undefined;
  if (phase === 'failed') return `failed: ${meaning === undefined ? state : `${meaning} (${state})`}`;
  return meaning ?? phase;
}
