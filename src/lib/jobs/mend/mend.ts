import {AlienError, ServerError} from '../../errors/errors.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {descriptionIn} from '../facts.ts';
import {currentRows} from '../current-rows.ts';
import {type DetailedJob, detailedJobs, type JobRow} from '../rows.ts';
import {phaseOf} from '../states.ts';
import {evidenceOf} from '../why/evidence.ts';
import {badSites} from '../why/groups.ts';
import {amendedJdl} from './amended-jdl.ts';
import type {MendOptions} from './events.ts';
import {type Attempt, type MendMemory, replacements} from './memory.ts';
import {type MendPolicy, type MendStep, type Patient, planMending} from './plan.ts';
import {Patience, submitPatiently} from './patience.ts';
import {QUOTA_EXCEEDED, resubmitJobs} from './resubmit.ts';

/** What is to be done about the failed subjobs of a master. */
export interface MendPlan {
  readonly master: string;
  readonly steps: readonly MendStep[];
  readonly failed: readonly DetailedJob[];
  /** all subjobs as they are now, with the jobs in the place of some */
  readonly rows: readonly JobRow[];
  readonly badSites: readonly string[];
}

/**
 * Plan what to do about the failed subjobs of a master, those of earlier runs in mind. Two requests, a third where jobs
 * stand in the place of subjobs.
 */
export async function planMend(
  grid: Requester,
  master: string,
  policy: MendPolicy,
  memory: Pick<MendMemory, 'of'>,
  signal: AbortSignal,
): Promise<MendPlan> {
  const attempts = memory.of(master);
  const standIns = replacements(attempts);
  const {current: rows, all} = await currentRows(grid, master, standIns, signal);
  const origins = new Map([...standIns].map(([origin, id]) => [id, origin]));
  const failedIds = rows.filter(({status}) => phaseOf(status) === 'failed').map(({id}) => id);
  const failed = await detailedJobs(grid, failedIds, {trace: true, jdl: true}, {signal});
  const bad = badSites(all);
  const patients = failed.map((job): Patient => {
    const origin = origins.get(job.id) ?? job.id;
    const tries = attempts.filter((attempt) => originOf(attempt, origins, standIns) === origin).length;
    return {origin, evidence: evidenceOf(job), jdl: descriptionIn(job.jdl), tries};
  });
  return {master, steps: planMending(patients, policy, attempts.length, bad), failed, rows, badSites: bad};
}

/** Of the subjob, an attempt at the job in its place counts too. */
function originOf(
  {job, replacement}: Attempt,
  origins: ReadonlyMap<string, string>,
  standIns: ReadonlyMap<string, string>,
): string {
  if (standIns.has(job)) return job;
  return origins.get(job) ?? (replacement === undefined ? job : (origins.get(replacement) ?? job));
}

/**
 * Carry a plan out: one request for all that go back under their numbers, one for each that is submitted anew. Where the
 * quota is used up it waits, longer each time.
 * @throws {ServerError} 122 where the quota is still used up when the patience is
 */
export async function carryOutMend(
  grid: Requester,
  {master, steps, failed}: MendPlan,
  memory: Pick<MendMemory, 'add'>,
  options: MendOptions,
): Promise<void> {
  const {signal, onEvent, now = Date.now} = options;
  const jobs = new Map(failed.map((job) => [job.id, job]));
  const active = steps.filter(({kind}) => kind !== 'leave');
  await options.clean?.(active.flatMap(({id}) => jobs.get(id) ?? []));
  const note = (step: MendStep, replacement?: string): void =>
    memory.add({job: step.id, master, at: now(), action: step.why, state: step.state, replacement});
  const patience = new Patience(options);
  let open = active.filter(({kind}) => kind === 'resubmit');
  while (open.length > 0) {
    const ids = open.map(({id}) => id);
    const {done, refusal} = await resubmitJobs(grid, ids, signal);
    for (const step of open.filter(({id}) => done.includes(id))) {
      note(step);
      onEvent({kind: 'resubmitted', id: step.id});
    }
    open = open.filter(({id}) => !done.includes(id));
    if (open.length === 0) break;
    if (refusal?.exitCode === QUOTA_EXCEEDED) {
      await patience.wait(open.length, refusal);
      continue;
    }
    const error = refusal ?? new ServerError('The service said nothing of it.', {code: 'EMPTY_ANSWER'});
    for (const {id} of open) onEvent({kind: 'refused', id, error});
    break;
  }
  for (const step of active) {
    if (step.kind !== 'replace') continue;
    const jdl = descriptionIn(jobs.get(step.id)?.jdl ?? '');
    if (jdl === undefined) continue;
    const by = await submitPatiently(grid, step.id, amendedJdl(jdl, step.amendment), patience, signal);
    if (by instanceof AlienError) {
      onEvent({kind: 'refused', id: step.id, error: by});
      continue;
    }
    note(step, by);
    onEvent({kind: 'replaced', id: step.id, by});
  }
}
