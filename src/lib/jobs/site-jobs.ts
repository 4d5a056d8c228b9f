import {type Result, valueOf} from '../session/answer.ts';
import {expectSuccess} from '../session/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requester.ts';

/** A job at a site. */
export interface SiteJob {
  readonly id: string;
  /** number of its master; 0 for none */
  readonly master: string;
  readonly status: string;
  readonly user: string;
  readonly name: string;
}

/** The jobs of all users at some computing elements. */
export async function jobsAt(
  grid: Requester,
  elements: readonly string[],
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<SiteJob[]> {
  const answer = await grid.request('ps', ['-s', elements.join(','), '-a'], {...call, want: 'keys'});
  return expectSuccess(answer).results.map(jobFrom);
}

function jobFrom(result: Result): SiteJob {
  return {
    id: valueOf(result, 'id'),
    master: valueOf(result, 'split'),
    status: valueOf(result, 'status'),
    user: valueOf(result, 'owner'),
    name: valueOf(result, 'name'),
  };
}
