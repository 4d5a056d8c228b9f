import {isFinal, phaseOf, PHASES, type Phase} from '../states.ts';

/** In the place of a state: the service does not know the job any more. */
export const VANISHED = 'VANISHED';

/** A job at one moment. */
export interface FollowedJob {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** the state of each subjob by its number, in the order of the numbers; empty for a job without any */
  readonly subjobs: ReadonlyMap<string, string>;
}

/** A job that came into another state since the last look. */
export interface Change {
  readonly id: string;
  /** number of its master; undefined for a job that is followed itself */
  readonly master: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** How a job came to its end, from the best to the worst. */
export const OUTCOMES = ['done', 'vanished', 'killed', 'expired', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How many of these states are in each phase. */
export type Counts = Readonly<Record<Phase, number>>;

export function countsOf(states: Iterable<string>): Counts {
  const counts = Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<Phase, number>;
  for (const state of states) counts[state === VANISHED ? 'killed' : phaseOf(state)] += 1;
  return counts;
}

/** The states that count: of the subjobs, or of the job itself where it has none. */
export function statesOf({state, subjobs}: Pick<FollowedJob, 'state' | 'subjobs'>): readonly string[] {
  return subjobs.size > 0 ? [...subjobs.values()] : [state];
}

/**
 * How the job ended; undefined while something can still happen. A master is at its end with the last of its subjobs:
 * the service says so later, and calls it DONE however they ended.
 */
export function outcomeOf(job: FollowedJob): Outcome | undefined {
  if (job.state === VANISHED) return 'vanished';
  const states = statesOf(job);
  if (!states.every((state) => isFinal(state) || state === VANISHED)) return undefined;
  const outcomes = states.map(outcomeOfState);
  return OUTCOMES.findLast((outcome) => outcomes.includes(outcome)) ?? 'done';
}

function outcomeOfState(state: string): Outcome {
  if (state === VANISHED) return 'vanished';
  if (state === 'EXPIRED') return 'expired';
  const phase = phaseOf(state);
  return phase === 'killed' || phase === 'failed' ? phase : 'done';
}

/** What is different from the look before. */
export function changesBetween(before: readonly FollowedJob[], after: readonly FollowedJob[]): Change[] {
  const known = new Map(before.map((job) => [job.id, job]));
  return after.flatMap((job) => {
    const earlier = known.get(job.id);
    if (earlier === undefined) return [];
    const own = {id: job.id, master: undefined, from: earlier.state, to: job.state};
    const subjobs = [...job.subjobs].flatMap(([id, to]) => {
      const from = earlier.subjobs.get(id);
      return from === to ? [] : [{id, master: job.id, from: from ?? '', to}];
    });
    return [...(earlier.state === job.state ? [] : [own]), ...subjobs];
  });
}
