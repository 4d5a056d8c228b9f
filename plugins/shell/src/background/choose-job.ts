import {UserError} from '@alien-grid/cli';
import type {Job} from './job.ts';
import type {JobStore} from './job-store.ts';

/**
 * The job that a person means.
 * @param word a number, `%1` as well; absent: the newest one
 * @throws {UserError} where there is none
 */
export function chosenJob(store: JobStore, word: string | undefined): Job {
  const number = word?.replace(/^%/, '');
  if (number !== undefined && !/^\d+$/.test(number))
    throw new UserError(`${number} is no number of a job.`, {
      code: 'INVALID_ARGUMENT',
      next: ['See "jobs".'],
    });
  const job = number === undefined ? store.list().at(-1) : store.find(Number(number));
  if (job !== undefined) return job;
  throw new UserError(
    number === undefined ? 'There is no work in the background.' : `There is no job ${number}.`,
    {code: 'NO_SUCH_FILE', next: ['A command is started in the background by "&" behind it: cp a file:. &']},
  );
}
