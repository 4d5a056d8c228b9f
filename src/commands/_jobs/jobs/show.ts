import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {jobLines} from '../../../lib/cli/jobs/show-job.ts';
import {UserError} from '../../../lib/errors/errors.ts';
import {descriptionIn, factsOf} from '../../../lib/jobs/facts.ts';
import {countsOf} from '../../../lib/jobs/follow/snapshot.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {detailedJobs, jobRows} from '../../../lib/jobs/rows.ts';

export default class JobsShow extends GridCommand {
  static override readonly shape: string = 'job';
  static override description =
    'Show a job: what it is, where and when it ran, what it used of its limits, its inputs and outputs, exit codes and trace.';
  static override examples = [
    '<%= config.bin %> jobs show 1234567',
    '<%= config.bin %> jobs show --no-trace 1234567',
  ];
  static override args = {job: Args.string({description: 'number of a job', required: true})};
  static override flags = {
    trace: Flags.boolean({description: 'with the trace', default: true, allowNo: true}),
    resources: Flags.boolean({description: 'with the lines of the trace about resources'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(JobsShow);
    const ids = jobIds([args.job]);
    const call = {signal: this.signal};
    const jobs = await detailedJobs(this.grid, ids, {trace: true, jdl: true}, call);
    const [job] = jobs;
    if (job === undefined) throw new UserError(`There is no job ${args.job}.`, {code: 'NO_SUCH_JOB'});
    const isMaster = job.status === 'SPLIT' || descriptionIn(job.jdl)?.has('Split') === true;
    const family = isMaster ? ids : job.master === undefined ? [] : [job.master];
    const siblings =
      family.length > 0 ? await jobRows(this.grid, {masters: family, everybody: true}, call) : [];
    const rows = isMaster ? siblings : [];
    const place = isMaster ? -1 : siblings.findIndex((row) => row.id === job.id);
    const number = place < 0 ? undefined : {is: place + 1, of: siblings.length};
    const subjobs = rows.length > 0 ? countsOf(rows.map(({status}) => status)) : undefined;
    const facts = factsOf(job, new Date());
    const trace = flags.trace ? job.trace.filter(({tag}) => flags.resources || tag !== 'proc') : [];
    if (this.isJson) return this.out.json({...facts, number, subjobs, trace});
    for (const line of jobLines(facts, trace, subjobs, number)) this.out.line(line);
  }
}
