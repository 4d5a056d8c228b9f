import {command} from '../../call/command.ts';
import {EINVAL, ENODATA, EPERM, ESRCH} from '../../answers/errno.ts';
import {descriptionOf, isJobNumber, mayManage} from './job-access.ts';

export default command({
  name: 'registerOutput',
  usage: 'job',
  help: ['Registers the output of a job that failed when it had saved it already.'],
  needsWord: true,
  async run({words, answer, session, grid}) {
    const wrong = words.find((word) => !isJobNumber(word));
    if (wrong !== undefined) return answer.fail(EINVAL, `Invalid job ID: ${wrong}`);
    const id = Number(words.at(-1));
    const job = grid.jobs.get(id);
    if (job === undefined) {
      return answer.fail(ESRCH, `Job ID ${id} was not found in the task queue`);
    }
    if (grid.jobs.subjobs(id).length > 0) {
      return answer.fail(EINVAL, `Job ID ${id} is a masterjob, its output is that of its sub-jobs`);
    }
    const errorE = job.state === 'ERROR_E' && descriptionOf(job)?.has('OutputErrorE') === true;
    if (job.state !== 'ERROR_V' && !errorE) {
      const rule = 'You can only register ERROR_V jobs (or ERROR_E when OutputErrorE exists).';
      return answer.fail(EINVAL, `Job ID ${id} is in state ${job.state}. ${rule}`);
    }
    if (!mayManage(session.account, job)) return answer.fail(EPERM);
    const registered = (await grid.outputs?.register(job)) ?? [];
    if (registered.length === 0) {
      // The spelling is the real service's own.
      return answer.fail(ENODATA, `No files have been commited to the catalogue for job ID ${id}`);
    }
    answer.say(registered.map((lfn) => `  ${lfn}`).join('\n'));
  },
});
