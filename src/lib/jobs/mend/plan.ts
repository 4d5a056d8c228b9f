import {memoryIn} from '../facts.ts';
import type {Jdl} from '../../jdl/jdl.ts';
import type {Evidence} from '../why/evidence.ts';
import {type Remedy, remedyFor} from '../why/advice.ts';

/** What is done about failed jobs, in the words of the user. */
export interface MendPolicy {
  /** tries of one subjob, at most, across runs */
  readonly retries: number;
  /** tries of all subjobs of the master, at most, across runs */
  readonly budget: number;
  /** only in these states; undefined: in any */
  readonly states: readonly string[] | undefined;
  /** computing elements to leave out, besides those where nothing works */
  readonly avoid: readonly string[];
  /** by how much memory and time grow where they were the reason */
  readonly factor: number;
  /** resubmit also what fails for a reason that a person has to mend */
  readonly stubborn: boolean;
}

/** What a new job has that the one in whose place it is had not. */
export interface Amendment {
  readonly memory?: string;
  /** s */
  readonly ttl?: number;
  readonly avoid?: readonly string[];
}

/** What is to be done about one failed job. */
export type MendStep =
  | {readonly kind: 'resubmit'; readonly id: string; readonly state: string; readonly why: string}
  | {
      readonly kind: 'replace';
      readonly id: string;
      readonly state: string;
      readonly why: string;
      readonly amendment: Amendment;
    }
  | {readonly kind: 'leave'; readonly id: string; readonly state: string; readonly why: string};

/** A failed job, and what is known of it. */
export interface Patient {
  /** the subjob of the master that it is, or stands for */
  readonly origin: string;
  readonly evidence: Evidence;
  readonly jdl: Jdl | undefined;
  /** how often something was done about it before */
  readonly tries: number;
}

const DEFAULT_TTL = 21_600;
const DEFAULT_MEMORY = 8 * 2 ** 30;

/**
 * What to do about each failed job.
 * @param spent tries of all subjobs so far
 * @param bad computing elements where nothing works
 */
export function planMending(
  patients: readonly Patient[],
  policy: MendPolicy,
  spent: number,
  bad: readonly string[],
): MendStep[] {
  let left = Math.max(0, policy.budget - spent);
  return patients.map((patient) => {
    const step = stepFor(patient, policy, [...new Set([...bad, ...policy.avoid])]);
    if (step.kind === 'leave') return step;
    if (left === 0) return {...step, kind: 'leave', why: `the budget of ${policy.budget} tries is used up`};
    left -= 1;
    return step;
  });
}

function stepFor({evidence, jdl, tries}: Patient, policy: MendPolicy, avoid: readonly string[]): MendStep {
  const {id, state, site} = evidence;
  const leave = (why: string): MendStep => ({kind: 'leave', id, state, why});
  if (policy.states && !policy.states.includes(state)) return leave('its state is not among those to mend');
  if (tries >= policy.retries) return leave(`it was tried ${tries === 1 ? 'once' : `${tries} times`}`);
  const remedy: Remedy = site !== undefined && avoid.includes(site) ? 'avoid site' : remedyFor(evidence);
  if (remedy.startsWith('mend') && !policy.stubborn) return leave(`a person has to ${remedy}`);
  const amendment = amendmentFor(remedy, jdl, policy.factor, avoid);
  if (amendment === undefined || jdl === undefined) return {kind: 'resubmit', id, state, why: remedy};
  return {kind: 'replace', id, state, why: remedy, amendment};
}

function amendmentFor(
  remedy: Remedy,
  jdl: Jdl | undefined,
  factor: number,
  avoid: readonly string[],
): Amendment | undefined {
  const elsewhere = avoid.length > 0 ? {avoid} : {};
  switch (remedy) {
    case 'more memory': {
      const memory = (memoryIn(jdl?.text('MemorySize')) ?? DEFAULT_MEMORY) * factor;
      return {memory: `${Math.ceil(memory / 2 ** 20)}MB`, ...elsewhere};
    }
    case 'more time':
      return {ttl: Math.ceil((jdl?.number('TTL') ?? DEFAULT_TTL) * factor), ...elsewhere};
    case 'avoid site':
    case 'resubmit':
      // Under its number it could go to one of them again.
      return avoid.length > 0 ? {avoid} : undefined;
    case 'mend input':
    case 'mend output':
    case 'mend JDL':
    case 'mend program':
      return undefined;
  }
}
