import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {type Job, jobFrom} from './job.ts';

/** The jobs of all users at some computing elements. */
export async function jobsAt(
  grid: Requester,
  elements: readonly string[],
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<Job[]> {
  const answer = await grid.request('ps', ['-s', elements.join(','), '-a'], {...call, want: 'keys'});
  return expectSuccess(answer).results.map(jobFrom);
}
