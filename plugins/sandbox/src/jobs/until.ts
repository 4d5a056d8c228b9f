import type {Job, TaskQueue} from './queue.ts';
import {isFinal} from './states.ts';
import type {JobState} from './states.ts';

/** The job as soon as it comes to this state, or to any final one. It must exist. */
export function untilJob(jobs: TaskQueue, id: number, state?: JobState): Promise<Job> {
  const now = jobs.get(id);
  if (now === undefined) return Promise.reject(new Error(`There is no job ${id}`));
  const enough = (reached: JobState): boolean => reached === state || isFinal(reached);
  if (enough(now.state)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const unlisten = jobs.onChange((move) => {
      if (move.id !== id || !enough(move.to)) return;
      unlisten();
      resolve(jobs.get(id) as Job);
    });
  });
}
