import {Args} from '@oclif/core';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {UserError} from '../../../lib/errors/errors.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {detailedJobs} from '../../../lib/jobs/rows.ts';

export default class JobsJdl extends GridCommand {
  static override description = 'Print the JDL of a job, as the task queue completed it.';
  static override examples = ['<%= config.bin %> jobs jdl 1234567'];
  static override args = {job: Args.string({description: 'number of a job', required: true})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(JobsJdl);
    const [job] = await detailedJobs(this.grid, jobIds([args.job]), {jdl: true}, {signal: this.signal});
    if (job === undefined) throw new UserError(`There is no job ${args.job}.`, {code: 'NO_SUCH_JOB'});
    if (job.jdl === '')
      throw new UserError(`The task queue has no JDL of job ${args.job} any more.`, {code: 'EMPTY_ANSWER'});
    this.out.result({id: job.id, jdl: job.jdl}, job.jdl.trimEnd());
  }
}
