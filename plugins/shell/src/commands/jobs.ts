import {AlienCommand, Flags} from '@alien-grid/cli/command';
import {describeJob} from '../background/job.ts';
import {JobStore} from '../background/job-store.ts';

export default class Jobs extends AlienCommand {
  static readonly group = 'program';
  static override description =
    'List what was started in the background with "&", also by shells that have ended. Jobs on the grid: "ps" and "jobs list".';
  static override examples = ['jobs', 'jobs --clear'];
  static override flags = {
    clear: Flags.boolean({description: 'forget those that have ended, and what they printed'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Jobs);
    const store = new JobStore(this.context.env);
    const jobs = store.list();
    if (jobs.length === 0)
      this.out.note('Nothing is in the background. Jobs on the grid: "ps", "jobs list".');
    for (const job of jobs) {
      const state = store.stateOf(job);
      const {number, text, pid, begun} = job;
      if (!flags.clear)
        this.out.result({number, command: text, pid, begun, ...facts(state)}, describeJob(job, state));
      else if (state.kind !== 'running') store.forget(number);
    }
  }
}

function facts(state: ReturnType<JobStore['stateOf']>): object {
  return {state: state.kind, ...(state.kind === 'ended' && {exitCode: state.exitCode})};
}
