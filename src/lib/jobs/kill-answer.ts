import {type AlienError, ServerError} from '../errors/errors.ts';
import {type Answer, valueOf} from '../session/requests/answer.ts';

const NOT_PERMITTED = 1;

/**
 * Why not all jobs were killed, where the service says nothing of it: it passes over jobs that do not exist, and
 * refuses those of others with the code 0.
 * @param ids the jobs that were to be killed
 */
export function notKilled({results}: Answer, ids: readonly string[]): AlienError | undefined {
  const status = new Map(results.map((result) => [valueOf(result, 'jobid'), valueOf(result, 'status')]));
  const unknown = ids.filter((id) => !status.has(String(BigInt(id))));
  if (unknown.length > 0)
    return new ServerError(`There is no job ${unknown.join(', ')}.`, {code: 'NO_SUCH_JOB'});
  const refused = [...status].filter(([, each]) => each !== 'killed').map(([id]) => id);
  if (refused.length === 0) return undefined;
  return new ServerError(`Not killed: ${refused.join(', ')}.`, {exitCode: NOT_PERMITTED});
}
