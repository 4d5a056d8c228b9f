import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {type Counts, countsOf} from './follow/snapshot.ts';
import {detailedJobs, jobRows, type JobRow, type RowChoice} from './rows.ts';
import {historyOf} from './trace.ts';

/** A job in a list for people. */
export interface ListedJob extends JobRow {
  readonly submitted: Date | undefined;
  readonly started: Date | undefined;
  /** s since it started, or from start to end */
  readonly seconds: number | undefined;
  /** how many of its subjobs are in which phase; undefined where it has none */
  readonly subjobs: Counts | undefined;
}

/** What of a list is wanted, besides what the service itself selects by. */
export interface ListWishes {
  /** a part of the name; upper and lower case are the same */
  readonly name?: string | undefined;
  readonly now: Date;
}

/**
 * Jobs with their times and what has become of their subjobs. Three requests, however many there are, up to some 500.
 */
export async function listedJobs(
  grid: Requester,
  choice: RowChoice,
  {name = '', now}: ListWishes,
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<ListedJob[]> {
  const all = await jobRows(grid, choice, call);
  const rows = all.filter((row) => row.name.toLowerCase().includes(name.toLowerCase()));
  if (rows.length === 0) return [];
  const ids = rows.map(({id}) => id);
  const detailed = new Map((await detailedJobs(grid, ids, {trace: true}, call)).map((job) => [job.id, job]));
  const isOfMaster = choice.masters !== undefined;
  const subjobs = isOfMaster ? [] : await jobRows(grid, {masters: ids, everybody: true}, call);
  const byMaster = Map.groupBy(subjobs, ({master = ''}) => master);
  return rows.map((row) => {
    const {submitted, started, finished} = historyOf(detailed.get(row.id)?.trace ?? []);
    const mine = byMaster.get(row.id);
    return {
      ...row,
      submitted,
      started,
      seconds: started && Math.max(0, ((finished ?? now).getTime() - started.getTime()) / 1000),
      subjobs: mine && countsOf(mine.map(({status}) => status)),
    };
  });
}
