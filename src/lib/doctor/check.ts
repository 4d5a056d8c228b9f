import type {Patient} from './patient.ts';

/** `not tried`: something that it needs has failed, or there is nothing to try it on. */
export type Status = 'ok' | 'warning' | 'failed' | 'not tried';

/** What a check found. */
export interface Finding {
  readonly status: Status;
  /** one line for people; further lines are details */
  readonly found: string;
  /** what to do about it, in the imperative */
  readonly advice: readonly string[];
}

/** One thing that can be wrong. */
export interface Check {
  readonly name: string;
  /** names of checks before it; when one of them has not gone well this one is not tried */
  readonly needs?: readonly string[];
  /** ms after which it has failed; 10 s where it is absent */
  readonly limit?: number;
  /** An AlienError that it throws is a failure with its advice; `signal` is aborted at the limit. */
  run(patient: Patient, signal: AbortSignal): Finding | Promise<Finding>;
}

export function ok(found: string): Finding {
  return {status: 'ok', found, advice: []};
}

export function warning(found: string, ...advice: string[]): Finding {
  return {status: 'warning', found, advice};
}

export function failed(found: string, ...advice: string[]): Finding {
  return {status: 'failed', found, advice};
}

export function notTried(found: string): Finding {
  return {status: 'not tried', found, advice: []};
}
