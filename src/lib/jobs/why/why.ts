import {lfnBase} from '../../catalogue/lookup.ts';
import type {Entry} from '../../catalogue/entry.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {descriptionIn} from '../facts.ts';
import {filesIn, outputDirectoryOf} from '../outputs.ts';
import {currentRows} from '../current-rows.ts';
import {type DetailedJob, detailedJobs, type JobRow} from '../rows.ts';
import {phaseOf} from '../states.ts';
import {type Evidence, evidenceOf, type Log} from './evidence.ts';
import {badSites, type FailureGroup, groupFailures} from './groups.ts';

/** What an explanation works with. */
export interface WhyServices {
  readonly grid: Requester;
  /** the ends of files of the grid, in their order; undefined for one that cannot be read */
  readonly readEnds: (entries: readonly Entry[]) => Promise<readonly (string | undefined)[]>;
}

export interface WhyWishes {
  /** have what failed jobs left registered in ~/recycle, so that their logs can be read */
  readonly register: boolean;
  /** read the logs of so many jobs at the most */
  readonly mostLogs: number;
  /** new jobs by the subjobs in whose place they are */
  readonly standIns: ReadonlyMap<string, string>;
}

/** Why jobs failed. */
export interface Explanation {
  /** all that were looked at: the subjobs, or the job itself */
  readonly rows: readonly JobRow[];
  readonly failed: readonly DetailedJob[];
  readonly evidence: readonly Evidence[];
  readonly groups: readonly FailureGroup[];
  readonly badSites: readonly string[];
  /** whose logs are kept, but not registered */
  readonly registrable: readonly string[];
}

const LOGS = /(?:^|\/)(?:stdout|stderr|[^/]*\.log)$/;

/**
 * Explain why subjobs of a master, or a job, failed: from their traces, and from their logs where they are on storage.
 * @throws {UserError} 3 for a job that does not exist
 */
export async function explain(
  master: string,
  {grid, readEnds}: WhyServices,
  {register, mostLogs, standIns}: WhyWishes,
  signal: AbortSignal,
): Promise<Explanation> {
  const {current: rows, all} = await currentRows(grid, master, standIns, signal);
  const failedIds = rows.filter(({status}) => phaseOf(status) === 'failed').map(({id}) => id);
  const failed = await detailedJobs(grid, failedIds, {trace: true, jdl: true}, {signal});
  const bad = badSites(all);
  // At a site where nothing works it is the site, whatever the logs say.
  const isTelling = ({site}: DetailedJob): boolean => site === undefined || !bad.includes(site);
  const withLogs = failed.filter((job) => isKept(job) && isTelling(job)).slice(0, mostLogs);
  if (register) for (const {id} of withLogs) await grid.request('registerOutput', [id], {signal});
  const logs = await logsOf(withLogs, grid, readEnds, signal);
  const evidence = failed.map((job) => evidenceOf(job, logs.get(job.id)));
  return {
    rows,
    failed,
    evidence,
    groups: groupFailures(evidence, bad),
    badSites: bad,
    registrable: register ? [] : withLogs.filter(({id}) => !logs.has(id)).map(({id}) => id),
  };
}

/** Of these the worker node has kept the output. */
function isKept({status, jdl}: DetailedJob): boolean {
  return status === 'ERROR_V' || (status === 'ERROR_E' && descriptionIn(jdl)?.has('OutputErrorE') === true);
}

async function logsOf(
  jobs: readonly DetailedJob[],
  grid: Requester,
  readEnds: WhyServices['readEnds'],
  signal: AbortSignal,
): Promise<Map<string, Log[]>> {
  const logs = new Map<string, Log[]>();
  if (jobs.length === 0) return logs;
  const base = (await grid.place?.()) ?? (await lfnBase(grid, {signal}));
  const places = new Map(jobs.map((job) => [job.id, outputDirectoryOf(job, base)]));
  const files = await filesIn(grid, [...places.values()], '*', signal);
  const wanted = [...places].flatMap(([id, directory]) =>
    (files.get(directory) ?? []).filter(({lfn}) => LOGS.test(lfn)).map((entry) => ({id, entry})),
  );
  const texts = await readEnds(wanted.map(({entry}) => entry));
  for (const [index, {id, entry}] of wanted.entries()) {
    const text = texts[index];
    if (text === undefined) continue;
    logs.set(id, [...(logs.get(id) ?? []), {name: entry.lfn.slice(entry.lfn.lastIndexOf('/') + 1), text}]);
  }
  return logs;
}
