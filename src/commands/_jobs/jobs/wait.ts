import {Args, Flags} from '@oclif/core';
import {secondsFlag} from '../../../lib/cli/jobs/job-flags.ts';
import {WaitCommand, wantedStates} from '../../../lib/cli/jobs/wait-command.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';

export default class JobsWait extends WaitCommand {
  static override readonly shape: string = 'waited';
  static override description =
    'Wait until jobs have ended, in whatever way; of a master job until its last subjob is. One request for all ' +
    'of them at each look. The exit code says how: 0 done, 1 failed, 62 expired, 4 killed, 3 gone, 110 out of time.';
  static override examples = [
    '<%= config.bin %> jobs wait 1234567',
    '<%= config.bin %> jobs wait --until any --timeout 12h 1234567 1234568',
    '<%= config.bin %> jobs wait --state running 1234567',
  ];
  static override strict = false;
  static override args = {job: Args.string({description: 'numbers of jobs', required: true})};
  static override flags = {
    until: Flags.string({description: 'how many of them', options: ['all', 'any'], default: 'all'}),
    state: Flags.string({
      description: 'or until they are in one of these states: such as running, or DONE,ERROR_V',
    }),
    timeout: secondsFlag({description: 'not longer than this: 90m, 12h, 2d'}),
    interval: secondsFlag({
      description: 'time between two looks (default: 5 s, for old jobs up to a minute)',
    }),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(JobsWait);
    const wanted = {
      until: flags.until === 'any' ? ('any' as const) : ('all' as const),
      states: wantedStates(flags.state),
    };
    const ended = await this.followJobs(jobIds(argv), flags, wanted, (event) => {
      if (event.kind === 'paused') this.out.note(`${event.error.message} It is tried again.`);
    });
    for (const {job, verdict} of ended)
      this.out.result(
        {id: job.id, name: job.name, state: job.state, verdict},
        this.verdictText(job, verdict),
      );
  }
}
