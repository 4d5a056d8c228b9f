import {lfnBase} from '../../catalogue/lookup.ts';
import {UserError} from '../../errors/errors.ts';
import {type Lfn, toLfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {descriptionIn} from '../facts.ts';
import {type Attempt, replacements} from '../mend/memory.ts';
import {outputDirectoryOf} from '../outputs.ts';
import {currentRows} from '../current-rows.ts';
import {type DetailedJob, detailedJobs, type JobRow} from '../rows.ts';
import {phaseOf} from '../states.ts';
import {archivesIn, type OutputPlace} from './fetch-plan.ts';

/** Where the output of jobs is. */
export interface Outputs {
  readonly places: readonly OutputPlace[];
  /** jobs that are not done, as they are now */
  readonly others: readonly JobRow[];
}

/**
 * Where the subjobs of a master that are done have their output; of those that were mended by a new job, where that one
 * has it. Two requests, a third where there are new jobs.
 * @throws {UserError} 3 for a job that does not exist
 */
export async function outputsOf(
  grid: Requester,
  master: string,
  attempts: readonly Attempt[],
  signal: AbortSignal,
): Promise<Outputs> {
  const {current: rows} = await currentRows(grid, master, replacements(attempts), signal);
  const numbers = new Map(rows.map(({id}, index) => [id, index + 1]));
  const done = rows.filter(({status}) => phaseOf(status) === 'done');
  const jobs = await detailedJobs(
    grid,
    done.map(({id}) => id),
    {jdl: true},
    {signal},
  );
  const base = (await grid.place?.()) ?? (await lfnBase(grid, {signal}));
  return {
    others: rows.filter(({status}) => phaseOf(status) !== 'done'),
    places: jobs
      .map((job) => ({
        directory: outputDirectoryOf(job, base),
        number: numbers.get(job.id) ?? 0,
        id: job.id,
        archives: archivesOf(job),
      }))
      .sort((a, b) => a.number - b.number),
  };
}

function archivesOf({jdl}: DetailedJob): string[] {
  const description = descriptionIn(jdl);
  return archivesIn(['Output', 'OutputArchive'].flatMap((key) => description?.list(key) ?? []));
}

/**
 * Directories from a list with commas, as pages of trains give them. Their numbers are their places in it.
 * @throws {UserError} 22 for an empty list
 */
export async function placesFromList(
  grid: Requester,
  list: string,
  signal: AbortSignal,
): Promise<readonly OutputPlace[]> {
  const names = list
    .split(/[,\s]+/)
    .map((name) => name.replace(/^alien:(?:\/\/)?/, '').replace(/(?<=.)\/$/, ''));
  const known = names.filter((name) => name !== '');
  if (known.length === 0) throw new UserError('The list names no directory.');
  const isRelative = known.some((name) => !name.startsWith('/'));
  const base = isRelative
    ? ((await grid.place?.()) ?? (await lfnBase(grid, {signal})))
    : {cwd: '/', home: '/'};
  const directories = [...new Set<Lfn>(known.map((name) => toLfn(name, base)))];
  return directories.map((directory, index) => ({
    directory,
    number: index + 1,
    id: '',
    archives: TRAIN_ARCHIVES,
  }));
}

/** What trains and the usual descriptions call their archives. */
const TRAIN_ARCHIVES = ['root_archive.zip', 'log_archive.zip', 'aod_archive.zip'];
