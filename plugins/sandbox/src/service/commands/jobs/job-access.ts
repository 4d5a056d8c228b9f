import {Jdl, JdlError} from '@alien-grid/cli';
import type {Principal} from '../../../catalogue/owners/permissions.ts';
import {mayBecome} from '../../../catalogue/owners/permissions.ts';
import type {Job} from '../../../jobs/job.ts';

/** Whether someone may kill, resubmit and register the output of a job. */
export function mayManage(who: Principal, job: Job): boolean {
  return mayBecome(who, job.owner);
}

/** Whether a word can be the number of a job. */
export function isJobNumber(word: string): boolean {
  return /^\d+$/.test(word) && Number.isSafeInteger(Number(word));
}

/** The description of a job; undefined if it has none that can be read. */
export function descriptionOf(job: Job): Jdl | undefined {
  try {
    return Jdl.parse(job.jdl);
  } catch (error) {
    if (error instanceof JdlError) return undefined;
    throw error;
  }
}
