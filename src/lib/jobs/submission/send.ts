import {writeFile, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {CopySummary} from '../../copy/model/events.ts';
import type {CopyRequest} from '../../copy/model/request.ts';
import {AlienError, NetworkError, ServerError} from '../../errors/errors.ts';
import type {Jdl} from '../../jdl/jdl.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {makeTemporaryDirectory} from '../../traces/temporary-directory.ts';
import {descriptionIn} from '../facts.ts';
import {submitJob} from '../jobs.ts';
import {detailedJobs, jobRows} from '../rows.ts';
import type {PreparedJob} from './prepare.ts';

/** What sending a job works with. */
export interface SendServices {
  readonly grid: Requester;
  readonly copy: (request: CopyRequest) => Promise<CopySummary>;
  /** told of what a person should know */
  readonly note: (text: string) => void;
}

/**
 * Upload the files of a job beside each other, then submit it, once: where the answer is lost, the queue is asked for it.
 * @returns the number of the job
 * @throws {ServerError} where a file was not uploaded or the job is refused; {NetworkError} where it is not known
 *   whether it was submitted
 */
export async function sendJob(
  job: PreparedJob,
  words: readonly string[],
  {grid, copy, note}: SendServices,
  signal: AbortSignal,
): Promise<string> {
  await upload(job, words, copy);
  try {
    return await submitJob(grid, job.lfn, [], {signal});
  } catch (error) {
    if (!(error instanceof NetworkError) || signal.aborted) throw error;
    note(`${error.message} Looking for the job in the queue.`);
    return await findSubmitted(grid, job.lfn, signal);
  }
}

async function upload(job: PreparedJob, words: readonly string[], copy: SendServices['copy']): Promise<void> {
  const directory = await makeTemporaryDirectory();
  try {
    const path = join(directory, basename(job.lfn));
    const jdl = job.jdl.copy();
    if (words.length > 0) jdl.set('JDLArguments', words.join(' '));
    await writeFile(path, jdl.toString());
    const pairs = [...job.uploads, path].map((file, index) => ({
      line: index + 1,
      source: `file:${file}`,
      destination: `alien:${job.folder}/${basename(file)}`,
    }));
    const {failures, failed, aborted} = await copy({pairs});
    const [failure] = failures;
    if (failed === 0 && !aborted) return;
    throw new ServerError(
      `${failure?.source ?? 'A file'} was not uploaded: ${failure?.reason ?? 'interrupted'}`,
      {
        exitCode: failure?.exitCode ?? 1,
        next: [...(failure?.next ?? []), 'Nothing was submitted.'],
      },
    );
  } finally {
    await rm(directory, {recursive: true, force: true});
  }
}

/** So many of the newest jobs may have come meanwhile. */
const NEWEST = 20;

/**
 * The number of the job that was made of a description which no other job has.
 * @throws {NetworkError} where it cannot be found out, or there is none
 */
async function findSubmitted(grid: Requester, lfn: string, signal: AbortSignal): Promise<string> {
  const next = [
    'Look yourself before you submit again: alien jobs list --age 1',
    `The job, if there is one, has JDLPath = "${lfn}" in "alien jobs jdl ID".`,
  ];
  try {
    const mine = await newestJob(grid, (jdl) => jdl.text('JDLPath') === lfn, signal);
    if (mine !== undefined) return mine;
  } catch (cause) {
    if (!(cause instanceof AlienError) || signal.aborted) throw cause;
    throw new NetworkError('It is not known whether the job was submitted.', {next, cause});
  }
  throw new NetworkError('The job is not in the queue: its submission was probably lost.', {next});
}

/**
 * The newest of one's own jobs that is this one; subjobs are not looked at. Two requests.
 * @param isMine by its description and its number
 */
export async function newestJob(
  grid: Requester,
  isMine: (jdl: Jdl, id: string) => boolean,
  signal: AbortSignal,
): Promise<string | undefined> {
  const rows = await jobRows(grid, {withoutSubjobs: true, limit: NEWEST}, {signal});
  const ids = rows.map(({id}) => id);
  const jobs = await detailedJobs(grid, ids, {jdl: true}, {signal});
  return jobs.findLast((job) => {
    const jdl = descriptionIn(job.jdl);
    return jdl !== undefined && isMine(jdl, job.id);
  })?.id;
}
