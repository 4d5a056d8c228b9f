import {UserError} from '../../errors/errors.ts';
import {type FollowEvent, follow} from '../../jobs/follow/follow.ts';
import type {FollowedJob} from '../../jobs/follow/snapshot.ts';
import {isOver, type Verdict, verdictOf, type WaitFor, waitCode} from '../../jobs/follow/wait.ts';
import {MendMemory, replacements} from '../../jobs/mend/memory.ts';
import {stateWords} from '../../jobs/states.ts';
import {GridCommand} from '../base/grid-command.ts';

/** How jobs are followed. Times in s. */
export interface WaitFlags {
  readonly timeout?: number | undefined;
  readonly interval?: number | undefined;
}

/** The base of commands that follow jobs until nothing more can happen to them. */
export abstract class WaitCommand extends GridCommand {
  /**
   * Follow jobs, tell of each event, and set the exit code.
   * @returns the jobs at the end, with what has become of each
   */
  protected async followJobs(
    ids: readonly string[],
    {timeout, interval}: WaitFlags,
    wanted: WaitFor,
    onEvent: (event: FollowEvent) => void,
  ): Promise<readonly {readonly job: FollowedJob; readonly verdict: Verdict}[]> {
    const env = await this.context.environment();
    const attempts = await Promise.all(ids.map(async (id) => MendMemory.recall(env, String(BigInt(id)))));
    const options = {
      standIns: replacements(attempts.flat()),
      signal: this.signal,
      timeout: timeout === undefined ? undefined : timeout * 1000,
      interval: interval === undefined ? undefined : interval * 1000,
      isEnough: (jobs: readonly FollowedJob[]) => isOver(jobs, wanted),
    };
    let jobs: readonly FollowedJob[] = [];
    for await (const event of follow(this.grid, ids, options)) {
      if (event.kind === 'look') jobs = event.jobs;
      onEvent(event);
    }
    const verdicts = jobs.map((job) => verdictOf(job, wanted));
    this.setExitCode(waitCode(verdicts, wanted));
    return jobs.map((job, index) => ({job, verdict: verdicts[index] ?? 'timeout'}));
  }

  /** What has become of a job, for people: `7 run.sh: done`. */
  protected verdictText({id, name, state}: FollowedJob, verdict: Verdict): string {
    const title = `${id}${name === '' ? '' : ` ${name}`}`;
    if (verdict === 'vanished') return `${title}: there is no such job in the queue`;
    if (verdict === 'timeout') return `${title}: still ${stateWords(state)}`;
    if (verdict === 'reached') return `${title}: ${stateWords(state)}`;
    return `${title}: ${verdict === 'failed' ? 'failed' : stateWords(verdict.toUpperCase())}`;
  }
}

/** The states of --state: names in capitals, phases in small letters. @throws {UserError} 22 for an empty list */
export function wantedStates(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const words = text.split(',').map((word) => word.trim());
  if (words.includes('')) throw new UserError(`--state ${text}: a state has no name.`);
  return words.map((word) => (/^[A-Z_]+$/.test(word) ? word : word.toLowerCase()));
}
