import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {secondsFlag} from '../../../lib/cli/jobs/job-flags.ts';
import {endsReader} from '../../../lib/cli/jobs/read-ends.ts';
import {UserError} from '../../../lib/errors/errors.ts';
import {pause} from '../../../lib/flow/within.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {localTime} from '../../../lib/jobs/local-times.ts';
import {logsOfJob} from '../../../lib/jobs/logs.ts';
import {type DetailedJob, detailedJobs} from '../../../lib/jobs/rows.ts';
import {isFinal, stateWords} from '../../../lib/jobs/states.ts';
import {basenameOfLfn} from '../../../lib/paths/lfn.ts';

const DEFAULT_KIB = 64;

export default class JobsLogs extends GridCommand {
  static override description =
    'Print stdout and stderr of a job: of one that is at its end from storage, without the archive that they are in. Of one ' +
    'that runs the service gives its trace alone, which --follow prints until the job ends.';
  static override examples = [
    '<%= config.bin %> jobs logs 1234567',
    '<%= config.bin %> jobs logs --follow 1234567',
  ];
  static override args = {job: Args.string({description: 'number of a job', required: true})};
  static override flags = {
    follow: Flags.boolean({char: 'f', description: 'print what happens until the job ends, then its logs'}),
    name: Flags.string({description: 'these files instead, with commas between them'}),
    size: Flags.integer({description: 'the last KiB of each', default: DEFAULT_KIB, min: 1}),
    register: Flags.boolean({
      description: 'of a failed job: have what it left registered in ~/recycle first',
    }),
    interval: secondsFlag({description: 'with --follow: time between two looks (default: 10 s)'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(JobsLogs);
    const ids = jobIds([args.job]);
    let job = await this.#look(ids);
    if (flags.follow) job = await this.#follow(job, ids, (flags.interval ?? 10) * 1000);
    if (!isFinal(job.status)) {
      this.out.note(`Job ${job.id} is ${stateWords(job.status)}: its logs come to storage at its end.`);
      if (!flags.follow) for (const line of job.trace) this.#showLine(line);
      return;
    }
    if (flags.register) await this.grid.request('registerOutput', ids, {signal: this.signal});
    const entries = await logsOfJob(this.grid, job, flags.name?.split(',') ?? [], this.signal);
    if (entries.length === 0)
      throw new UserError(`There are no logs of job ${job.id} on storage: it is ${stateWords(job.status)}.`, {
        code: 'NO_SUCH_FILE',
        next: [
          `What happened to it: alien jobs show ${job.id}`,
          ...(flags.register ? [] : [`If its output is kept: alien jobs logs --register ${job.id}`]),
        ],
      });
    const texts = await endsReader(this.context, flags.size * 1024)(entries);
    for (const [index, {lfn}] of entries.entries()) {
      const text = texts[index];
      const name = basenameOfLfn(lfn);
      if (text === undefined) {
        const error = new UserError(`${lfn} cannot be read.`, {code: 'NO_REPLICA'});
        this.out.partFailed({id: job.id, name, lfn}, name, error);
        this.setExitCode(error.exitCode);
        continue;
      }
      if (entries.length > 1 && !this.isJson) this.out.line(`==> ${name} <==`);
      this.out.result({id: job.id, name, lfn, text}, text.replace(/\n$/, ''));
    }
  }

  async #look(ids: readonly string[]): Promise<DetailedJob> {
    const [job] = await detailedJobs(this.grid, ids, {trace: true, jdl: true}, {signal: this.signal});
    if (job === undefined) throw new UserError(`There is no job ${ids.join()}.`, {code: 'NO_SUCH_JOB'});
    return job;
  }

  /** Print each line of the trace once, until the job is at its end. */
  async #follow(first: DetailedJob, ids: readonly string[], interval: number): Promise<DetailedJob> {
    let shown = 0;
    for (let job = first; ; job = await this.#look(ids)) {
      for (const line of job.trace.slice(shown)) this.#showLine(line);
      shown = job.trace.length;
      if (isFinal(job.status)) return job;
      await pause(interval, this.signal);
    }
  }

  #showLine({at, tag, text}: DetailedJob['trace'][number]): void {
    if (tag === 'proc') return;
    this.out.result(
      {at: at.toISOString(), tag, text},
      `${localTime(at.getTime() / 1000)} ${tag.padEnd(6)} ${text}`,
    );
  }
}
