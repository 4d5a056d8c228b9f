import {type Result, valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';

/** What a user has used of something, and how much there may be; undefined where the service does not tell. */
export interface Use {
  readonly used: number | undefined;
  readonly max: number | undefined;
}

/** What a user may use of the grid, and has used. */
export interface Quota {
  readonly user: string;
  readonly running: number | undefined;
  readonly waiting: number | undefined;
  /** jobs that run or wait */
  readonly unfinishedJobs: Use;
  /** s in the last 24 hours */
  readonly runningTime: Use;
  /** in the last 24 hours */
  readonly cpuCost: Use;
  /** jobs that may run at a time: `used` of them with the full priority */
  readonly parallelJobs: Use;
  /** bytes */
  readonly size: Use;
  readonly files: Use;
}

/**
 * The quotas of a user. Two requests.
 * @param user an account; the own one without it
 * @throws {ServerError} for an account that does not exist
 */
export async function quotaOf(
  grid: Requester,
  user?: string,
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<Quota> {
  const words = ['list', ...(user === undefined ? [] : [user])];
  const ask = async (command: string): Promise<Result> => {
    const answer = expectSuccess(await grid.request(command, words, {...call, want: 'keys'}));
    return answer.results[0] ?? {};
  };
  const jobs = await ask('jquota');
  const files = await ask('fquota');
  const [running, waiting] = [number(jobs, 'running'), number(jobs, 'waiting')];
  return {
    user: valueOf(jobs, 'username') || valueOf(files, 'username') || (user ?? ''),
    running,
    waiting,
    unfinishedJobs: {
      used: running === undefined || waiting === undefined ? undefined : running + waiting,
      max: number(jobs, 'maxUnfinishedJobs'),
    },
    runningTime: {used: number(jobs, 'totalRunningTimeLast24h'), max: number(jobs, 'maxTotalRunningTime')},
    cpuCost: {used: number(jobs, 'totalCpuCostLast24h'), max: number(jobs, 'maxTotalCpuCost')},
    parallelJobs: {used: number(jobs, 'nominalParallelJobs'), max: number(jobs, 'maxParallelJobs')},
    size: {used: number(files, 'totalSize'), max: number(files, 'maxTotalSize')},
    files: {used: number(files, 'nbFiles'), max: number(files, 'maxNbFiles')},
  };
}

/** A value of either spelling: services write `nominalparallelJobs` and `nominalParallelJobs`. */
function number(result: Result, key: string): number | undefined {
  const name = Object.keys(result).find((each) => each.toLowerCase() === key.toLowerCase());
  const text = name === undefined ? '' : valueOf(result, name);
  const value = Number(text);
  return text === '' || !Number.isFinite(value) ? undefined : value;
}
