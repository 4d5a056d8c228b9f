import {StringDecoder} from 'node:string_decoder';
import {AlienCommand, Args} from '@alien-grid/cli/command';
import {chosenJob} from '../background/choose-job.ts';
import {JobStore} from '../background/job-store.ts';
import {exitCodeOfJob, untilEnded} from '../background/until-ended.ts';

export default class Fg extends AlienCommand {
  static readonly group = 'program';
  static override description =
    'Show what a command in the background has printed, and follow it to its end. Ctrl-C stops that command. One that has ' +
    'ended is forgotten afterwards.';
  static override examples = ['fg', 'fg 2'];
  static override args = {
    number: Args.string({
      description: 'number of a job, as "jobs" lists it; the newest if there is none',
      ignoreStdin: true,
    }),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(Fg);
    const store = new JobStore(this.context.env);
    const job = chosenJob(store, args.number);
    const decoder = new StringDecoder();
    const {stdout} = this.out;
    let shown = 0;
    const showMore = (): void => {
      const bytes = store.printed(job.number, shown);
      shown += bytes.length;
      const text = decoder.write(bytes);
      stdout.write(stdout.isTTY ? this.out.safe(text) : text);
    };
    const {pid} = job;
    const stop = (): void => {
      if (pid !== undefined && store.stateOf(job).kind === 'running') process.kill(-pid, 'SIGINT');
    };
    this.signal.addEventListener('abort', stop, {once: true});
    const state = await untilEnded(store, job, this.signal, showMore);
    store.forget(job.number);
    this.setExitCode(exitCodeOfJob(state));
  }
}
