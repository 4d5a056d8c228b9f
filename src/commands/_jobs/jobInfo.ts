import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {insistOnAnswer} from '../../lib/cli/relay/silent-refusals.ts';
import {jobIds} from '../../lib/jobs/job-ids.ts';
import {jobReport} from '../../lib/jobs/job-report.ts';

/** errno's ESRCH, with which the service answers elsewhere */
const NO_SUCH_PROCESS = 3;

export default class JobInfo extends RelayCommand {
  static override description = 'Show where jobs ran and how their state changed.';
  static override examples = [
    '<%= config.bin %> jobInfo 1234567',
    '<%= config.bin %> jobInfo -trace -jdl 1234567',
  ];
  static override strict = false;
  static override args = {job: Args.string({description: 'numbers of jobs', required: true})};
  static override flags = {
    trace: Flags.boolean({description: 'all that has happened'}),
    proc: Flags.boolean({description: 'the resources that were used'}),
    jdl: Flags.boolean({description: 'the JDL'}),
    unixtime: Flags.boolean({description: 'times in seconds since 1970'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(JobInfo);
    const ids = jobIds(argv).join(',');
    await this.send({
      command: 'ps',
      options: ['-j', ids, '-trace', '-jdl'],
      textOf: ({results}) => results.flatMap((job) => jobReport(job, flags)).join('\n'),
      examine: insistOnAnswer(`There is no job ${ids}.`, NO_SUCH_PROCESS),
    });
  }
}
