import {UserError} from '../errors/errors.ts';
import type {Requester} from '../session/requests/requester.ts';
import {jobRows, jobsByNumber, type JobRow} from './rows.ts';

/** The subjobs of a master; of a job without any, the job. @throws {UserError} 3 where there is none */
async function subjobsOrSelf(grid: Requester, id: string, signal: AbortSignal): Promise<JobRow[]> {
  const subjobs = await jobRows(grid, {masters: [id], everybody: true}, {signal});
  if (subjobs.length > 0) return subjobs;
  const [self] = await jobsByNumber(grid, [id], {signal});
  if (self === undefined) throw new UserError(`There is no job ${id}.`, {code: 'NO_SUCH_JOB'});
  return [self];
}

/** A subjob, or the new job in its place. */
export interface CurrentRow extends JobRow {
  /** number of the subjob */
  readonly origin: string;
}

/**
 * The subjobs of a master as they are now: new jobs stand in the place of those that were mended so. In the order of the
 * subjobs, whatever has become of them. One request, a second where there are new jobs.
 * @param standIns the number of the new job by that of the subjob
 * @returns all rows that were read beside them, those that were replaced too
 */
export async function currentRows(
  grid: Requester,
  master: string,
  standIns: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<{readonly current: CurrentRow[]; readonly all: readonly JobRow[]}> {
  const own = await subjobsOrSelf(grid, master, signal);
  const others = await jobsByNumber(grid, [...standIns.values()], {signal});
  const news = new Map(others.map((row) => [row.id, row]));
  const current = own.map((row) => ({...(news.get(standIns.get(row.id) ?? '') ?? row), origin: row.id}));
  return {current, all: [...own, ...others]};
}
