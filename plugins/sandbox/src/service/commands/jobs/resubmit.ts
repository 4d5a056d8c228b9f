import type {Jdl} from '@alien-grid/cli';
import {isBelow} from '../../../catalogue/names/names.ts';
import type {Job} from '../../../jobs/job.ts';
import {outputFolder, recycleFolder} from '../../../jobs/output/save.ts';
import {isPending} from '../../../jobs/quotas.ts';
import {isError} from '../../../jobs/states.ts';
import type {JobState} from '../../../jobs/states.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EBADFD, EDQUOT, EILSEQ, EPERM, EREMOTEIO} from '../../answers/errno.ts';
import type {Grid} from '../../call/grid.ts';
import {descriptionOf, isJobNumber, mayManage} from './job-access.ts';

export default command({
  name: 'resubmit',
  usage: 'job...',
  help: ['Sends jobs back into the queue, under the same numbers. What they left behind is removed.'],
  needsWord: true,
  run(call) {
    const done = call.words.filter(isJobNumber).flatMap((word) => resubmit(Number(word), call) ?? []);
    if (done.length > 0) call.answer.say(done.join('\n'));
  },
});

/** Resubmits one job and says so; undefined if it was refused. */
function resubmit(id: number, {answer, session, grid}: Call): string | undefined {
  const job = grid.jobs.get(id);
  if (job === undefined) {
    answer.fail(EREMOTEIO, `Problem with the resubmit request of job ID ${id}`);
    return undefined;
  }
  const refuse = (code: number, reason: string): undefined => {
    answer.failPlainly(code, `Resubmit: ${reason}`);
    return undefined;
  };
  if (!mayManage(session.account, job)) return refuse(EPERM, `not authorized for : ${id}`);
  const jdl = descriptionOf(job);
  const isMaster = jdl?.has('Split') === true || grid.jobs.subjobs(id).length > 0;
  if (isMaster && !isError(job.state)) {
    const reason = `masterjob is not in an error state itself, will not split it again: ${id} / ${job.state}`;
    return refuse(EBADFD, reason);
  }
  if (jdl === undefined) return refuse(EILSEQ, `cannot create JDL for job: ${id}`);
  // A job that is still in the queue takes no further place in it.
  const quota = grid.jobs.quotas.refusal(job.owner, isPending(job.state) ? 0 : 1);
  if (quota !== undefined) return refuse(EDQUOT, `${quota}: ${id}`);
  const target: JobState = isMaster ? 'INSERTING' : 'WAITING';
  grid.catalogue.transaction(() => {
    removeOutput(job, jdl, grid);
    grid.jobs.move(id, target, {resubmissions: job.resubmissions + 1});
    grid.jobs.trace(id, 'trace', `Resubmitted by ${session.account.name}, back to ${target}`);
  });
  return `Resubmit: back to ${target}: ${id}`;
}

/** Takes away what the job registered as its output: the next attempt writes the same names. */
function removeOutput(job: Job, jdl: Jdl, {catalogue, deletionsQueued}: Grid): void {
  const folders = [outputFolder(job, jdl), recycleFolder(job)];
  const left = catalogue.entries
    .byJob(job.id)
    .filter(({lfn, type}) => type !== 'd' && folders.some((folder) => isBelow(lfn, folder)));
  for (const entry of left) catalogue.removeTree(entry);
  if (left.length > 0) deletionsQueued();
}
