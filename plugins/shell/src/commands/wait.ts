import {AlienCommand, Args} from '@alien-grid/cli/command';
import {chosenJob} from '../background/choose-job.ts';
import {describeJob} from '../background/job.ts';
import {JobStore} from '../background/job-store.ts';
import {exitCodeOfJob, untilEnded} from '../background/until-ended.ts';

export default class Wait extends AlienCommand {
  static readonly group = 'program';
  static override description =
    'Wait for what was started in the background with "&". The exit code is that of the last one. Ctrl-C ends the wait only.';
  static override examples = ['wait', 'wait 2'];
  static override args = {
    number: Args.string({
      description: 'number of a job, as "jobs" lists it; all of them if there is none',
      ignoreStdin: true,
    }),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(Wait);
    const store = new JobStore(this.context.env);
    const jobs = args.number === undefined ? store.list() : [chosenJob(store, args.number)];
    for (const job of jobs) {
      const isNews = store.stateOf(job).kind === 'running';
      if (!isNews && args.number === undefined) continue;
      const state = await untilEnded(store, job, this.signal);
      this.setExitCode(exitCodeOfJob(state));
      this.out.result({number: job.number, command: job.text, exitCode: exitCodeOfJob(state)});
      if (!isNews) this.out.note(describeJob(job, state));
    }
  }
}
