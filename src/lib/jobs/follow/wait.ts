import {EXIT} from '../../errors/exit-codes.ts';
import {phaseOf} from '../states.ts';
import {type FollowedJob, type Outcome, OUTCOMES, outcomeOf, statesOf} from './snapshot.ts';

/** What is waited for. */
export interface WaitFor {
  readonly until: 'all' | 'any';
  /** states in capitals, or phases in small letters; undefined: any end */
  readonly states: readonly string[] | undefined;
}

/** What has become of a job that is waited for: `reached` is a state that was asked for. */
export type Verdict = Outcome | 'reached' | 'timeout';

const CODES: Readonly<Record<Verdict, number>> = {
  done: 0,
  reached: 0,
  failed: EXIT.FAILED,
  expired: EXIT.JOB_EXPIRED,
  killed: EXIT.JOB_KILLED,
  vanished: EXIT.NO_SUCH_JOB,
  timeout: EXIT.TIMED_OUT,
};

/** What has become of a job; undefined while it has to be waited for. Any end ends it, whatever was asked for. */
export function verdictOf(job: FollowedJob, {states}: WaitFor): Verdict | undefined {
  const isWanted = (state: string): boolean =>
    states?.some((each) => each === state || each === phaseOf(state)) === true;
  if (isWanted(job.state) || (job.subjobs.size > 0 && statesOf(job).every(isWanted))) return 'reached';
  const outcome = outcomeOf(job);
  // It has ended well, but not as it was wanted.
  return outcome === 'done' && states !== undefined ? 'failed' : outcome;
}

/** Whether there is nothing more to wait for. */
export function isOver(jobs: readonly FollowedJob[], wanted: WaitFor): boolean {
  const isSettled = (job: FollowedJob): boolean => verdictOf(job, wanted) !== undefined;
  return wanted.until === 'all' ? jobs.every(isSettled) : jobs.some(isSettled);
}

/** The exit code of a wait: that of the worst verdict; of `any`, only the jobs count that have one. */
export function waitCode(verdicts: readonly (Verdict | undefined)[], wanted: WaitFor): number {
  const known = verdicts.filter((verdict) => verdict !== undefined);
  if (known.length === 0 || (wanted.until === 'all' && known.length < verdicts.length)) return CODES.timeout;
  const worst = OUTCOMES.findLast((outcome) => outcome !== 'done' && known.includes(outcome));
  return worst === undefined ? 0 : CODES[worst];
}
