import {Args, Flags} from '@oclif/core';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {endsReader} from '../../../lib/cli/jobs/read-ends.ts';
import {whyLines} from '../../../lib/cli/jobs/why-lines.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {MendMemory, replacements} from '../../../lib/jobs/mend/memory.ts';
import {explain} from '../../../lib/jobs/why/why.ts';

export default class JobsWhy extends GridCommand {
  static override readonly shape: string = 'explanation';
  static override description =
    'Explain why subjobs of a master job, or a job, failed: traces, exit codes and the ends of logs, grouped by what they ' +
    'say, with what helps against each.';
  static override examples = [
    '<%= config.bin %> jobs why 1234567',
    '<%= config.bin %> jobs why --register 1234567',
  ];
  static override args = {
    job: Args.string({description: 'number of a master job, or of a job', required: true}),
  };
  static override flags = {
    register: Flags.boolean({
      description: 'have what failed jobs left registered in ~/recycle first, to read their logs',
    }),
    logs: Flags.integer({description: 'read the logs of so many jobs at most', default: 50, min: 0}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(JobsWhy);
    const [id = ''] = jobIds([args.job]);
    const services = {grid: this.grid, readEnds: endsReader(this.context)};
    const attempts = await MendMemory.recall(await this.context.environment(), id);
    const wishes = {register: flags.register, mostLogs: flags.logs, standIns: replacements(attempts)};
    const explanation = await explain(id, services, wishes, this.signal);
    if (this.isJson) {
      const {rows, evidence, groups, badSites, registrable} = explanation;
      return this.out.json({jobs: rows.length, failed: evidence.length, groups, badSites, registrable});
    }
    for (const line of whyLines(explanation, `alien jobs why --register ${id}`)) this.out.line(line);
  }
}
