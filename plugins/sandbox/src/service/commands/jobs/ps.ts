import {command} from '../../call/command.ts';
import type {Call} from '../../call/command.ts';
import {EINVAL, ENODATA} from '../../answers/errno.ts';
import {keysOf, longLine, shortLine} from './job-lines.ts';
import {filterOf, OPTIONS, ordered} from './job-selection.ts';
import type {PsOptions} from './job-selection.ts';
import type {JobSummary} from '../../../jobs/job.ts';
import {traceText} from '../../../jobs/trace.ts';

export default command({
  name: 'ps',
  usage: '[options]',
  help: [
    'Lists jobs, your own ones if not told otherwise.',
    '-L, -F l       with computing element and node',
    '-f a,b         in these states; also ERROR_ALL, DONE_ANY, or letters behind a dash:',
    '               -r running, -q queued, -s waiting, -f failed, -d done, -t final, -a all',
    '-u, -s, -n     of these users, at these sites, on these nodes',
    '-m, -j         sub-jobs of these masters, these jobs',
    '-A -E -W -X    all, failed, waiting, active jobs',
    '-M             no sub-jobs',
    '-a             of all users',
    '-o column      in this order',
    '-l n           the newest n',
    '-t from[,to]   changed so many hours ago',
    '-id            the numbers alone',
    '-jdl, -trace   the description, the trace of one job, or of those of -j',
    '-b, -q         accepted, without effect',
  ],
  options: OPTIONS,
  run(call) {
    const {options, answer, session, grid} = call;
    const detailed = options.jdl !== undefined || options.trace !== undefined;
    const nameless = detailed && options.j === undefined && numbersOf(options).length === 0;
    if (nameless) answer.fail(EINVAL, 'Which job? -jdl and -trace want a number, or -j');
    const filter = filterOf(options, numbersOf(options), session.account.name, grid.jobs.sites);
    for (const job of ordered(grid.jobs.summaries(filter), options.o)) {
      if (detailed && !nameless) showDetails(call, job);
      else answer.add({...keysOf(job, isLong(options)), message: lineOf(job, options)});
    }
  },
});

function numbersOf({jdl, trace}: PsOptions): number[] {
  return [jdl, trace].filter((value) => typeof value === 'number');
}

function isLong({F, L, X}: PsOptions): boolean {
  return L || X || F === 'l';
}

function lineOf(job: JobSummary, options: PsOptions): string {
  if (options.id) return String(job.id);
  return isLong(options) ? longLine(job) : shortLine(job);
}

/** The description, the trace, or both of one job. */
function showDetails({options, answer, grid}: Call<typeof OPTIONS>, job: JobSummary): void {
  const keys = keysOf(job, isLong(options));
  const found: {trace?: string; jdl?: string} = {};
  if (options.trace !== undefined) {
    const lines = grid.jobs.traceOf(job.id).map((line) => `${traceText(line)}\n`);
    if (lines.length > 0) found.trace = lines.join('');
    else answer.fail(ENODATA, `No trace information for ${job.id}`);
  }
  if (options.jdl !== undefined) {
    const jdl = grid.jobs.get(job.id)?.jdl ?? '';
    if (jdl !== '') found.jdl = jdl;
    else answer.fail(ENODATA, `JDL of ${job.id} could not be retrieved`);
  }
  const texts = Object.values(found);
  answer.add(texts.length > 0 ? {...keys, message: texts.join('\n'), ...found} : keys);
}
