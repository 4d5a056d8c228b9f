import {EXIT} from '../errors/exit-codes.ts';
import {ServerError, UserError} from '../errors/errors.ts';
import {exitCodeOf, valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {jobIds} from './job-ids.ts';
import {type Job, jobFrom} from './job.ts';
import {notKilled} from './kill-answer.ts';

type Call = Pick<RequestOptions, 'signal' | 'timeout'>;

/** Which jobs. Without any choice, all of one's own. */
export interface JobChoice extends Call {
  /** only these, of all users */
  readonly ids?: readonly string[];
  /** only in these states: `DONE`, or a group such as `ERROR_ALL` */
  readonly states?: readonly string[];
  /** only of these accounts */
  readonly users?: readonly string[];
  /** only the subjobs of these */
  readonly masters?: readonly string[];
  /** the newest ones, this many */
  readonly limit?: number;
}

/**
 * List jobs, the oldest first. One request.
 * @throws {UserError} 22 for a number of a job that is none; an unknown one is left out
 */
export async function listJobs(grid: Requester, choice: JobChoice = {}): Promise<Job[]> {
  const {ids, states, users, masters, limit, ...call} = choice;
  const words = [
    ...listed('-j', ids && idsOf(ids)),
    ...listed('-f', states),
    ...listed('-u', users),
    ...listed('-m', masters && idsOf(masters)),
    ...(limit === undefined ? [] : ['-l', String(limit)]),
  ];
  if ([ids, states, users, masters].some((each) => each?.length === 0)) return []; // none of none
  const answer = expectSuccess(await grid.request('ps', words, {...call, want: 'keys'}));
  return answer.results.map(jobFrom);
}

/**
 * Submit a job.
 * @param jdl absolute LFN of a JDL file, or the JDL itself: a text with `=` in it
 * @param words take the places of $1, $2, ... in the JDL
 * @returns the number of the job
 * @throws {UserError} 22 for a name that is not absolute
 * @throws {ServerError} 121 where the service rejects it, 22 where a word is missing
 */
export async function submitJob(
  grid: Requester,
  jdl: string,
  words: readonly string[] = [],
  call: Call = {},
): Promise<string> {
  if (!jdl.includes('=') && !jdl.startsWith('/'))
    throw new UserError(`"${jdl}" is neither an absolute LFN nor a JDL.`, {
      next: ['Make it one: (await resolveLfns(grid, [name]))[0]'],
    });
  const {results} = expectSuccess(await grid.request('submit', [jdl, ...words], {...call, want: 'both'}));
  const id = results.map((result) => valueOf(result, 'jobId')).find((each) => each !== '');
  if (id === undefined)
    throw new ServerError('The central service told no number of the new job.', {code: 'FAILED'});
  return id;
}

/**
 * What has happened to a job.
 * @returns lines as `1717156800 [state     ]: Job state transition from WAITING to ASSIGNED`; the number is seconds
 * since 1970. Empty where the service has none
 * @throws {ServerError} 3 for a job that does not exist
 */
export async function traceJob(grid: Requester, id: string, call: Call = {}): Promise<string[]> {
  const answer = await grid.request('ps', ['-trace', ...idsOf([id])], {...call, want: 'keys'});
  if (exitCodeOf(answer) === EXIT.EMPTY_ANSWER) return [];
  const [result] = expectSuccess(answer).results;
  if (result === undefined) throw new ServerError(`There is no job ${id}.`, {code: 'NO_SUCH_JOB'});
  return valueOf(result, 'trace')
    .split('\n')
    .filter((line) => line !== '');
}

/**
 * Kill jobs; a master job with all its subjobs.
 * @throws {ServerError} 3 for jobs that do not exist, 1 for those of others; the rest has been killed then
 */
export async function killJobs(grid: Requester, ids: readonly string[], call: Call = {}): Promise<void> {
  const words = idsOf(ids);
  if (words.length === 0) return;
  const error = notKilled(expectSuccess(await grid.request('kill', words, {...call, want: 'keys'})), words);
  if (error !== undefined) throw error;
}

function idsOf(ids: readonly string[]): string[] {
  return ids.length === 0 ? [] : jobIds(ids);
}

function listed(option: string, values: readonly string[] | undefined): string[] {
  return values === undefined ? [] : [option, values.join(',')];
}
