import type {TaskQueue} from './queue.ts';
import {levelOf, STATES} from './states.ts';

/** How many jobs of one user are active, and how many wait; a master that was split counts as waiting. */
export interface Activity {
  readonly user: string;
  readonly active: number;
  readonly waiting: number;
}

const WAITING = STATES.filter((state) => levelOf(state) <= levelOf('WAITING'));
const ACTIVE = STATES.filter(
  (state) => levelOf(state) > levelOf('WAITING') && levelOf(state) < levelOf('ZOMBIE'),
);

/** The users who have jobs that are not done, by name. */
export function activityOf(jobs: TaskQueue): Activity[] {
  const byUser = new Map<string, {active: number; waiting: number}>();
  for (const {owner, state, n} of jobs.countByOwner()) {
    const kind = ACTIVE.includes(state) ? 'active' : WAITING.includes(state) ? 'waiting' : undefined;
    if (kind === undefined) continue;
    const counts = byUser.get(owner) ?? {active: 0, waiting: 0};
    counts[kind] += n;
    byUser.set(owner, counts);
  }
  return [...byUser].map(([user, counts]) => ({user, ...counts}));
}
