import type {JobSummary} from '../../../jobs/job.ts';
import {statesFrom} from '../../../jobs/state-filter.ts';
import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL} from '../../answers/errno.ts';
import {isJobNumber} from './job-access.ts';
import {OptionError, parseOptions} from '../../call/options.ts';
import type {ParsedOptions} from '../../call/options.ts';

const OPTIONS = {status: 'text', id: 'text', site: 'text', printid: 'flag', printsite: 'flag'} as const;

export default command({
  name: 'masterjob',
  usage: 'job... [-status states] [-id jobs] [-site sites] [-printid] [-printsite]',
  help: [
    'Counts the sub-jobs of master jobs by their states. Killed ones are left out.',
    '-status a,b   those in these states; ERROR_ALL means all errors',
    '-id a,b       these sub-jobs',
    '-site a,b     those at these computing elements',
    '-printid      with their numbers',
    '-printsite    by computing element as well',
  ],
  run(call) {
    const {answer, grid} = call;
    const parsed = parse(call);
    if (parsed === undefined || parsed.words.length === 0) return call.complain();
    const {options, words} = parsed;
    const wrong = words.find((word) => !isJobNumber(word));
    if (wrong !== undefined) return answer.fail(EINVAL, `Incorrect job ID specification: ${wrong}`);
    const lines: string[] = [];
    let total = 0;
    let masters = 0;
    for (const word of words) {
      const job = grid.jobs.get(Number(word));
      if (job === undefined) {
        answer.warn(`Could not load the details of ${word}`);
        continue;
      }
      lines.push(`Job ${job.id} is in status: ${job.state}`);
      const chosen = grid.jobs.summaries({masters: [job.id]}).filter((subjob) => isWanted(subjob, options));
      if (chosen.length === 0) continue;
      masters++;
      total += chosen.length;
      lines.push('Subjobs aggregated by state:', ...aggregate(chosen, options));
    }
    if (masters > 0) {
      const among = masters > 1 ? ` in ${masters} masterjobs` : '';
      lines.push('', `In total, there are ${total} subjobs${among}`);
    }
    if (lines.length > 0) answer.say(lines.join('\n'));
  },
});

type Options = ParsedOptions<typeof OPTIONS>;

/** Unlike elsewhere a wrong option is answered as if something was missing. */
function parse({words}: Call): {options: Options; words: string[]} | undefined {
  try {
    return parseOptions(OPTIONS, words);
  } catch (error) {
    if (error instanceof OptionError) return undefined;
    throw error;
  }
}

function isWanted({id, state, site}: JobSummary, options: Options): boolean {
  if (state === 'KILLED') return false;
  if (options.status !== undefined && !statesFrom(options.status.split(',')).includes(state)) return false;
  if (options.id !== undefined && !options.id.split(',').includes(String(id))) return false;
  return options.site === undefined || (site !== null && options.site.split(',').includes(site));
}

/** A line per state, or per state and site, in the order in which the jobs show them. */
function aggregate(jobs: readonly JobSummary[], {printid, printsite}: Options): string[] {
  const groups = new Map<string, number[]>();
  for (const {id, state, site} of jobs) {
    // Jobs without a site are in the sum alone, as they are in the real service.
    if (printsite && site === null) continue;
    const title = printsite ? `${state} (${site})` : state;
    groups.set(title, [...(groups.get(title) ?? []), id]);
  }
  return [...groups].map(([title, ids]) => {
    const numbers = printid ? ` (ids: ${ids.join(',')})` : '';
    return `${' '.repeat(16)}Subjobs in ${title}: ${ids.length}${numbers}`;
  });
}
