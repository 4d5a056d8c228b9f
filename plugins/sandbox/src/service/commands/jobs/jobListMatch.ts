import {fits} from '../../../jobs/matching.ts';
import {command} from '../../call/command.ts';
import {tableOf} from './element-table.ts';
import {descriptionOf, isJobNumber} from './job-access.ts';

export default command({
  name: 'jobListMatch',
  usage: 'job',
  help: ['Lists the computing elements that may run a job which waits.'],
  needsWord: true,
  run({words, answer, grid, complain}) {
    const [word = ''] = words;
    if (!isJobNumber(word)) return complain();
    const job = grid.jobs.get(Number(word));
    const jdl = job?.state === 'WAITING' ? descriptionOf(job) : undefined;
    const chosen = jdl === undefined ? [] : grid.jobs.sites.all().filter((element) => fits(element, jdl));
    const {header, rows} = tableOf(chosen, 'match');
    if (chosen.length === 0) return answer.say(header);
    for (const [index, {name, status, maxRunning, maxQueued}] of chosen.entries()) {
      answer.add({
        message: index === 0 ? `${header}\n${rows[index]}` : (rows[index] as string),
        ceName: name,
        status,
        maxRunning: String(maxRunning),
        maxQueued: String(maxQueued),
      });
    }
  },
});
