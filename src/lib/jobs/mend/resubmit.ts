import {batches} from '../../flow/batches.ts';
import {ServerError} from '../../errors/errors.ts';
import {exitCodeOf, textOf} from '../../session/requests/answer.ts';
import {errorText} from '../../session/requests/expect-success.ts';
import type {Requester} from '../../session/requests/requester.ts';

/** The service's code for a quota of jobs that is used up. */
export const QUOTA_EXCEEDED = 122;

/** What has become of jobs that were to be resubmitted. */
export interface Resubmitted {
  readonly done: readonly string[];
  /** the last refusal, where some were refused; the service tells no other */
  readonly refusal: ServerError | undefined;
}

/** Send jobs back into the queue under their numbers. A request for some 500 of them. */
export async function resubmitJobs(
  grid: Requester,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Resubmitted> {
  const done: string[] = [];
  let refusal: ServerError | undefined;
  for (const batch of batches(ids)) {
    const answer = await grid.request('resubmit', batch, {signal, want: 'text'});
    done.push(...[...textOf(answer).matchAll(/back to \w+: (\d+)/g)].map(([, id = '']) => id));
    const exitCode = exitCodeOf(answer);
    if (exitCode !== 0) refusal = new ServerError(errorText(answer), {exitCode});
    if (exitCode === QUOTA_EXCEEDED) break;
  }
  return {done, refusal};
}
