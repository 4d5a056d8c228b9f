import {Flags} from '@oclif/core';
import {ListingCommand} from '../../../lib/cli/base/listing-command.ts';
import {countsText} from '../../../lib/cli/jobs/job-words.ts';
import {secondsFlag} from '../../../lib/cli/jobs/job-flags.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {type ListedJob, listedJobs} from '../../../lib/jobs/list.ts';
import {localTime} from '../../../lib/jobs/local-times.ts';
import {stateFilter, stateWords} from '../../../lib/jobs/states.ts';
import {durationText} from '../../../lib/words/duration.ts';

/** By what a list can be sorted; what is not there comes last. */
const ORDERS: Readonly<Record<string, (job: ListedJob) => number | string>> = {
  id: ({id}) => Number(id),
  name: ({name}) => name,
  state: ({status}) => status,
  site: ({site}) => site ?? '\uffff',
  started: ({started}) => started?.getTime() ?? Infinity,
  time: ({seconds}) => seconds ?? Infinity,
};

export default class JobsList extends ListingCommand {
  static override readonly shape: string = 'jobs';
  static override description =
    'List your jobs: what they are doing, where and for how long, and how many of their subjobs are in which state. ' +
    'Subjobs are counted, not listed.';
  static override examples = [
    '<%= config.bin %> jobs list',
    '<%= config.bin %> jobs list --state failed,EXPIRED --age 2d',
    '<%= config.bin %> jobs list --master 1234567 --sort time',
  ];
  static override flags = {
    state: Flags.string({
      description: 'in these states: waiting, running, done, failed, killed, or such as ERROR_E',
    }),
    name: Flags.string({description: 'with this in their name'}),
    age: secondsFlag({description: 'whose state changed within this time: 90m, 12h, 2d'}),
    user: Flags.string({description: 'of these users'}),
    'all-users': Flags.boolean({description: 'of all users', exclusive: ['user']}),
    site: Flags.string({description: 'at these computing elements'}),
    master: Flags.string({description: 'the subjobs of this master job'}),
    limit: Flags.integer({description: 'the newest ones, this many', default: 100, min: 1}),
    sort: Flags.string({description: 'in this order', options: Object.keys(ORDERS), default: 'id'}),
    reverse: Flags.boolean({description: 'the other way round'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(JobsList);
    const now = new Date();
    const choice = {
      ...(flags.state !== undefined && {states: stateFilter(flags.state.split(','))}),
      ...(flags.age !== undefined && {hours: flags.age / 3600}),
      ...(flags.user !== undefined && {users: flags.user.split(',')}),
      ...(flags.site !== undefined && {sites: flags.site.split(',')}),
      ...(flags.master === undefined ? {withoutSubjobs: true} : {masters: jobIds([flags.master])}),
      everybody: flags['all-users'],
      limit: flags.limit,
    };
    const jobs = await listedJobs(this.grid, choice, {name: flags.name, now}, {signal: this.signal});
    const order = ORDERS[flags.sort] ?? (() => 0);
    jobs.sort((a, b) => compare(order(a), order(b)) * (flags.reverse ? -1 : 1));
    await this.show(
      jobs,
      {
        ID: ({id}) => id,
        Name: ({name}) => name,
        State: ({status}) => stateWords(status),
        Site: ({site = '-'}) => site,
        Started: ({started}) => (started ? localTime(started.getTime() / 1000) : '-'),
        For: ({seconds}) => (seconds === undefined ? '-' : durationText(seconds)),
        Subjobs: ({subjobs}) => (subjobs ? countsText(subjobs) : ''),
      },
      {numbers: ['priority']},
    );
  }
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
