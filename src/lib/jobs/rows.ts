import {EXIT} from '../errors/exit-codes.ts';
import {batches} from '../flow/batches.ts';
import {type Result, exitCodeOf, valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {jobIds} from './job-ids.ts';
import {type Job, jobFrom} from './job.ts';
import {type TraceLine, traceLines} from './trace.ts';

type Call = Pick<RequestOptions, 'signal' | 'timeout'>;

/** A job with its place. */
export interface JobRow extends Job {
  /** the computing element, e.g. `ALICE::CERN::SIM`; undefined while none has it */
  readonly site: string | undefined;
  /** the worker node */
  readonly node: string | undefined;
  readonly priority: string;
}

/** The same, with what the service knows in detail. */
export interface DetailedJob extends JobRow {
  readonly trace: readonly TraceLine[];
  /** empty where the service has none */
  readonly jdl: string;
}

/** Which jobs; all that is given must hold. Without anything, all of one's own. */
export interface RowChoice {
  /** subjobs of these */
  readonly masters?: readonly string[];
  /** `DONE`, or a group such as `ERROR_ALL` */
  readonly states?: readonly string[];
  readonly users?: readonly string[];
  readonly everybody?: boolean;
  readonly sites?: readonly string[];
  /** changed within so many hours */
  readonly hours?: number;
  /** no subjobs */
  readonly withoutSubjobs?: boolean;
  /** the newest ones, this many */
  readonly limit?: number;
}

/** List jobs with their places, the oldest first. One request. */
export async function jobRows(grid: Requester, choice: RowChoice, call: Call = {}): Promise<JobRow[]> {
  const words = [
    '-L',
    ...option('-m', choice.masters),
    ...option('-f', choice.states),
    ...option('-u', choice.users),
    ...option('-s', choice.sites),
    ...(choice.hours === undefined ? [] : ['-t', String(choice.hours)]),
    ...(choice.limit === undefined ? [] : ['-l', String(choice.limit)]),
    ...(choice.withoutSubjobs ? ['-M'] : []),
    ...(choice.everybody ? ['-a'] : []),
  ];
  const answer = expectSuccess(await grid.request('ps', words, {...call, want: 'keys'}));
  return answer.results.map(rowFrom);
}

/**
 * Jobs by their numbers, of any user; one that does not exist is left out. A request for some 500 of them.
 * @throws {UserError} 22 for what is no number
 */
export async function jobsByNumber(
  grid: Requester,
  ids: readonly string[],
  call: Call = {},
): Promise<JobRow[]> {
  return (await ask(grid, ids, [], call)).map(rowFrom);
}

/** The same, with traces and descriptions. */
export async function detailedJobs(
  grid: Requester,
  ids: readonly string[],
  wanted: {readonly trace?: boolean; readonly jdl?: boolean},
  call: Call = {},
): Promise<DetailedJob[]> {
  const words = [...(wanted.trace ? ['-trace'] : []), ...(wanted.jdl ? ['-jdl'] : [])];
  return (await ask(grid, ids, words, call)).map((result) => ({
    ...rowFrom(result),
    trace: traceLines(valueOf(result, 'trace')),
    jdl: valueOf(result, 'jdl'),
  }));
}

async function ask(
  grid: Requester,
  ids: readonly string[],
  words: readonly string[],
  call: Call,
): Promise<Result[]> {
  const results: Result[] = [];
  if (ids.length === 0) return results;
  for (const batch of batches([...new Set(jobIds(ids))])) {
    const answer = await grid.request('ps', ['-L', '-j', batch.join(','), ...words], {...call, want: 'keys'});
    // One without a trace, or without a description, makes the whole answer a failure.
    if (exitCodeOf(answer) !== EXIT.EMPTY_ANSWER) expectSuccess(answer);
    results.push(...answer.results.filter((result) => valueOf(result, 'id') !== ''));
  }
  return results;
}

function rowFrom(result: Result): JobRow {
  return {
    ...jobFrom(result),
    site: valueOf(result, 'site') || undefined,
    node: valueOf(result, 'node') || undefined,
    priority: valueOf(result, 'priority'),
  };
}

function option(name: string, values: readonly string[] | undefined): string[] {
  return values === undefined || values.length === 0 ? [] : [name, values.join(',')];
}
