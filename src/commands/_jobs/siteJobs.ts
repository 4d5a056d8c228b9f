import {Args, Flags} from '@oclif/core';
import {ListingCommand} from '../../lib/cli/base/listing-command.ts';
import {UserError} from '../../lib/errors/errors.ts';
import type {Job} from '../../lib/jobs/job.ts';
import {jobsAt} from '../../lib/jobs/site-jobs.ts';
import {computingElements} from '../../lib/sites/computing-elements.ts';

export default class SiteJobs extends ListingCommand {
  static override description = 'List the jobs of all users at the computing elements of a site.';
  static override examples = [
    '<%= config.bin %> siteJobs CERN',
    '<%= config.bin %> siteJobs -r -user alidaq CERN',
  ];
  static override readonly completes = {status: 'state'} as const;
  static override args = {
    site: Args.string({description: 'a part of the names of computing elements', required: true}),
  };
  static override flags = {
    id: Flags.boolean({description: 'only the numbers of the jobs'}),
    running: Flags.boolean({char: 'r', description: 'only jobs that run', exclusive: ['status']}),
    status: Flags.string({description: 'only jobs in this state'}),
    user: Flags.string({description: 'only jobs of this user'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(SiteJobs);
    const call = {signal: this.signal};
    const elements = (await computingElements(this.grid, {name: args.site}, call)).map(({name}) => name);
    if (elements.length === 0)
      throw new UserError(`There is no computing element like "${args.site}".`, {code: 'FAILED'});
    const status = flags.running ? 'RUNNING' : flags.status?.toUpperCase();
    const jobs = (await jobsAt(this.grid, elements, call)).filter(
      (job) => (status ?? job.status) === job.status && (flags.user ?? job.owner) === job.owner,
    );
    const id = (job: Job): string => job.id;
    const numbers = ['id', 'master'] as const;
    if (flags.id) return this.show(jobs, {JobID: id}, {headings: false, numbers});
    const columns = {
      JobID: id,
      MasterJobID: ({master = '0'}: Job) => master,
      Status: ({status}: Job) => status,
      User: ({owner}: Job) => owner,
      Name: ({name}: Job) => name,
    };
    await this.show(jobs, columns, {numbers});
  }
}
