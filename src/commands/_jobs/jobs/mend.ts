import {Args, Flags} from '@oclif/core';
import {removeEntry} from '../../../lib/catalogue/change.ts';
import {lfnBase} from '../../../lib/catalogue/lookup.ts';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {secondsFlag} from '../../../lib/cli/jobs/job-flags.ts';
import {eventText, planLines, summaryText} from '../../../lib/cli/jobs/mend-lines.ts';
import {UserError} from '../../../lib/errors/errors.ts';
import {EXIT} from '../../../lib/errors/exit-codes.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import type {MendEvent} from '../../../lib/jobs/mend/events.ts';
import {carryOutMend, planMend} from '../../../lib/jobs/mend/mend.ts';
import {MendMemory} from '../../../lib/jobs/mend/memory.ts';
import {filesIn, outputDirectoryOf} from '../../../lib/jobs/outputs.ts';
import type {DetailedJob} from '../../../lib/jobs/rows.ts';

export default class JobsMend extends GridCommand {
  static override readonly shape: string = 'mended';
  static override description =
    'Send failed subjobs of a master job back to work, as the reason of each wants it: again, or as a new job with more ' +
    'memory or time, or without the sites where nothing works. What was done is remembered between runs. Where the quota ' +
    'is used up it waits, longer each time.';
  static override examples = [
    '<%= config.bin %> jobs mend --dry-run 1234567',
    '<%= config.bin %> jobs mend --retries 2 --budget 100 1234567',
    '<%= config.bin %> jobs mend --state ERROR_E,EXPIRED --avoid ALICE::CERN::SIM 1234567',
  ];
  static override args = {
    job: Args.string({description: 'number of a master job, or of a job', required: true}),
  };
  static override flags = {
    'dry-run': Flags.boolean({aliases: ['dryrun'], description: 'show what would be done, without doing it'}),
    state: Flags.string({description: 'only jobs in these states, such as ERROR_E,EXPIRED'}),
    retries: Flags.integer({description: 'tries of one subjob, earlier runs among them', default: 3, min: 1}),
    budget: Flags.integer({
      description: 'tries of all subjobs, earlier runs among them',
      default: 1000,
      min: 1,
    }),
    avoid: Flags.string({description: 'leave out these computing elements too, with commas between them'}),
    factor: Flags.string({
      description: 'memory or time of a new job, where they were the reason: times this',
      default: '2',
    }),
    stubborn: Flags.boolean({description: 'resubmit also what you would have to fix first'}),
    clean: Flags.boolean({description: 'remove first what these jobs left in their OutputDir'}),
    patience: secondsFlag({description: 'wait so long for a quota, in all (default: 15m)'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(JobsMend);
    const [id = ''] = jobIds([args.job]);
    const factor = Number(flags.factor);
    if (!(factor >= 1 && factor <= 100))
      throw new UserError(`--factor ${flags.factor} is no number from 1 to 100.`);
    const policy = {
      retries: flags.retries,
      budget: flags.budget,
      states: flags.state?.toUpperCase().split(','),
      avoid: flags.avoid?.split(',') ?? [],
      factor,
      stubborn: flags.stubborn,
    };
    using memory = await MendMemory.open(await this.context.environment());
    const plan = await planMend(this.grid, id, policy, memory, this.signal);
    if (flags['dry-run'] && !this.isJson) return planLines(plan).forEach((line) => this.out.line(line));
    const events: MendEvent[] = [];
    const onEvent = (event: MendEvent): void => {
      events.push(event);
      if (event.kind === 'quota' || event.kind === 'refused') this.out.note(eventText(event));
      else if (!this.isJson) this.out.line(eventText(event));
    };
    const clean = flags.clean ? (jobs: readonly DetailedJob[]) => this.#clean(jobs) : undefined;
    const patience = (flags.patience ?? 900) * 1000;
    if (!flags['dry-run'])
      await carryOutMend(this.grid, plan, memory, {signal: this.signal, onEvent, patience, clean});
    if (this.isJson) {
      const {steps, badSites} = plan;
      const replaced = events.flatMap((event) =>
        event.kind === 'replaced' ? [{id: event.id, by: event.by}] : [],
      );
      this.out.json({dryRun: flags['dry-run'], steps, badSites, replaced});
    } else this.out.note(summaryText(plan, events));
    if (events.some(({kind}) => kind === 'refused')) this.setExitCode(EXIT.FAILED);
  }

  async #clean(jobs: readonly DetailedJob[]): Promise<void> {
    const base = (await this.grid.place?.()) ?? (await lfnBase(this.grid, {signal: this.signal}));
    const directories = jobs.map((job) => outputDirectoryOf({...job, trace: []}, base));
    const files = await filesIn(this.grid, directories, '*', this.signal);
    const ids = new Set(jobs.map(({id}) => id));
    // What another job, or a person, put there is not theirs.
    for (const entry of [...files.values()].flat())
      if (entry.jobId !== undefined && ids.has(entry.jobId))
        await removeEntry(this.grid, entry.lfn, {signal: this.signal});
  }
}
