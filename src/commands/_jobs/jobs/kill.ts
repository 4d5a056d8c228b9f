import {Args, Flags} from '@oclif/core';
import {confirm} from '../../../lib/cli/base/confirm.ts';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {secondsFlag} from '../../../lib/cli/jobs/job-flags.ts';
import {idsText} from '../../../lib/cli/jobs/job-words.ts';
import {UserError} from '../../../lib/errors/errors.ts';
import {batches} from '../../../lib/flow/batches.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {killJobs} from '../../../lib/jobs/jobs.ts';
import {jobRows, jobsByNumber, type JobRow} from '../../../lib/jobs/rows.ts';
import {isFinal, stateFilter} from '../../../lib/jobs/states.ts';

export default class JobsKill extends GridCommand {
  static override description =
    'Kill jobs that have not ended, by number or by what they are. It says how many they are, and asks first.';
  static override examples = [
    '<%= config.bin %> jobs kill 1234567',
    '<%= config.bin %> jobs kill --state waiting --name pass1',
    '<%= config.bin %> jobs kill --master 1234567 --site CERN --yes',
  ];
  static override strict = false;
  static override args = {job: Args.string({description: 'numbers of jobs'})};
  static override flags = {
    state: Flags.string({description: 'in these states: waiting, running, or such as ZOMBIE'}),
    name: Flags.string({description: 'with this in their name'}),
    age: secondsFlag({description: 'whose state changed within this time: 90m, 12h, 2d'}),
    site: Flags.string({description: 'at these computing elements'}),
    master: Flags.string({description: 'subjobs of this master job'}),
    yes: Flags.boolean({char: 'y', description: 'do not ask'}),
    'dry-run': Flags.boolean({aliases: ['dryrun'], description: 'show which would be killed'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(JobsKill);
    const {state, name, age, site, master} = flags;
    const isChosen = [state, name, age, site, master].some((value) => value !== undefined);
    if (isChosen === argv.length > 0)
      throw new UserError(
        'Name jobs by their numbers, or choose them by --state, --name, --age, --site or --master.',
      );
    const call = {signal: this.signal};
    const rows: readonly JobRow[] = isChosen
      ? await jobRows(
          this.grid,
          {
            states: stateFilter((state ?? 'waiting,running').split(',')),
            ...(age !== undefined && {hours: age / 3600}),
            ...(site !== undefined && {sites: site.split(',')}),
            ...(master === undefined ? {withoutSubjobs: true} : {masters: jobIds([master])}),
          },
          call,
        )
      : await jobsByNumber(this.grid, jobIds(argv), call);
    const unknown = argv
      .flatMap((word) => jobIds([word]))
      .filter((id) => !rows.some((row) => row.id === String(BigInt(id))));
    if (unknown.length > 0)
      throw new UserError(`There is no job ${unknown.join(', ')}.`, {
        code: 'NO_SUCH_JOB',
        next: ['Nothing was killed.'],
      });
    const wanted = rows.filter((row) => !isFinal(row.status) && row.name.includes(name ?? ''));
    const ids = wanted.map((row) => row.id);
    if (ids.length === 0) return this.out.note('No job that is under way fits.');
    const what = `${ids.length} job${ids.length === 1 ? '' : 's'}: ${idsText(ids)}`;
    if (flags['dry-run']) {
      for (const row of wanted) this.out.result(row, `${row.id} ${row.name} ${row.status}`);
      return;
    }
    if (!flags.yes && !(await confirm(() => this.out.isTerminal, `Kill ${what}?`)))
      throw new UserError(`Not killed: ${what}.`, {
        next: this.out.isTerminal ? [] : ['Add --yes where no one can be asked.'],
      });
    for (const batch of batches(ids)) await killJobs(this.grid, batch, call);
    for (const id of ids) this.out.result({id, status: 'killed'});
    this.out.note(`Killed ${what}.`);
  }
}
