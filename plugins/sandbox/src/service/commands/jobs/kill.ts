import {command} from '../../call/command.ts';
import {mayManage} from './job-access.ts';

export default command({
  name: 'kill',
  usage: 'job...',
  help: ['Kills jobs; a master with all its sub-jobs.'],
  needsWord: true,
  run({words, answer, session, grid}) {
    const {jobs} = grid;
    // Whatever is no digit separates, and what is no job is passed over without a word.
    for (const digits of words.join(' ').match(/\d+/g) ?? []) {
      const job = jobs.get(Number(digits));
      if (job === undefined) continue;
      const jobid = String(job.id);
      if (!mayManage(session.account, job)) {
        answer.add({jobid, message: `You are not allowed to kill ${jobid}`, status: 'not_allowed'});
        continue;
      }
      grid.catalogue.transaction(() => {
        // The master first, so that no one splits it further while its sub-jobs go.
        for (const {id} of [job, ...jobs.summaries({masters: [job.id]})]) jobs.move(id, 'KILLED');
      });
      answer.add({jobid, message: `Killed: ${jobid}`, status: 'killed'});
    }
  },
});
