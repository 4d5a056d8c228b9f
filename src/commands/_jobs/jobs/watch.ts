import {Args, Flags} from '@oclif/core';
import {secondsFlag} from '../../../lib/cli/jobs/job-flags.ts';
import {WaitCommand} from '../../../lib/cli/jobs/wait-command.ts';
import {watchLines} from '../../../lib/cli/jobs/watch-lines.ts';
import {UserError} from '../../../lib/errors/errors.ts';
import type {FollowEvent} from '../../../lib/jobs/follow/follow.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {jobRows} from '../../../lib/jobs/rows.ts';
import {stateFilter} from '../../../lib/jobs/states.ts';

export default class JobsWatch extends WaitCommand {
  static override readonly shape: string = 'waited';
  static override description =
    'Watch jobs until their end: a live view on a terminal, in a log a line for each change. One request for all of ' +
    'them at each look; a lost connection only pauses it. The exit code is that of "jobs wait".';
  static override examples = [
    '<%= config.bin %> jobs watch 1234567',
    '<%= config.bin %> jobs watch --all',
    '<%= config.bin %> jobs watch 1234567 > jobs.log 2>&1',
  ];
  static override strict = false;
  static override args = {job: Args.string({description: 'numbers of jobs'})};
  static override flags = {
    all: Flags.boolean({description: 'all of your jobs that have not ended'}),
    timeout: secondsFlag({description: 'not longer than this: 90m, 12h, 2d'}),
    interval: secondsFlag({
      description: 'time between two looks (default: 5 s, for old jobs up to a minute)',
    }),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(JobsWatch);
    if (flags.all && argv.length > 0) throw new UserError('--all takes no numbers of jobs.');
    const ids = flags.all ? await this.#underWay() : jobIds(argv);
    if (ids.length === 0) return this.out.note('None of your jobs is under way.');
    const view = await this.#view();
    const wanted = {until: 'all' as const, states: undefined};
    const ended = await this.followJobs(ids, flags, wanted, (event) => view.onEvent(event)).finally(() =>
      view.close(),
    );
    if (!this.isJson) return;
    for (const {job, verdict} of ended)
      this.out.result({id: job.id, name: job.name, state: job.state, verdict});
  }

  async #underWay(): Promise<string[]> {
    const states = stateFilter(['waiting', 'running']);
    const jobs = await jobRows(this.grid, {states, withoutSubjobs: true}, {signal: this.signal});
    return jobs.map(({id}) => id);
  }

  async #view(): Promise<{onEvent(event: FollowEvent): void; close(): Promise<void>}> {
    const isDrawn = this.out.isTerminal && !this.isJson;
    let isFirst = true;
    const tell = (event: FollowEvent): void => {
      for (const line of watchLines(event, isFirst)) {
        if (this.isJson) this.out.note(line);
        else this.out.line(line);
      }
      isFirst &&= event.kind !== 'look';
    };
    if (!isDrawn) return {onEvent: tell, close: async () => undefined};
    const {WatchTerminal} = await import('../../../lib/cli/jobs/watch-terminal.ts');
    const view = new WatchTerminal(this.out);
    // Drawn on stderr; a file that stdout goes to is a log all the same.
    if (this.out.stdout.isTTY) return view;
    return {
      onEvent: (event) => {
        tell(event);
        view.onEvent(event);
      },
      close: () => view.close(),
    };
  }
}
