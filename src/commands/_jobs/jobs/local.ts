import {mkdir, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {Args, Flags} from '@oclif/core';
import {lfnBase} from '../../../lib/catalogue/lookup.ts';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {copyServices} from '../../../lib/cli/copy/copy-services.ts';
import {localShell, runLocally} from '../../../lib/cli/jobs/run-locally.ts';
import {ServerError, UserError} from '../../../lib/errors/errors.ts';
import {EXIT, exitCodeFrom} from '../../../lib/errors/exit-codes.ts';
import {makeLocalDirectories} from '../../../lib/files/make-local-directories.ts';
import {descriptionIn, factsOf} from '../../../lib/jobs/facts.ts';
import {archivesIn} from '../../../lib/jobs/fetch/fetch-plan.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {compareOutputs, filesBelow} from '../../../lib/jobs/local/compare-outputs.ts';
import {type LocalPlan, planLocal} from '../../../lib/jobs/local/local-plan.ts';
import {filesIn, outputDirectoryOf} from '../../../lib/jobs/outputs.ts';
import {type DetailedJob, detailedJobs} from '../../../lib/jobs/rows.ts';

export default class JobsLocal extends GridCommand {
  static override readonly shape: string = 'local-job';
  static override description =
    'Run a job again on this machine: its programs and inputs are fetched into a new directory and run there with its ' +
    'arguments and variables, without your credentials. What it leaves is compared with what it left on the grid.';
  static override examples = [
    '<%= config.bin %> jobs local 1234567',
    '<%= config.bin %> jobs local --no-run 1234567 try',
  ];
  static override args = {
    job: Args.string({description: 'number of a job', required: true}),
    directory: Args.string({description: 'a new directory here (default: alien-job-NUMBER)'}),
  };
  static override flags = {
    run: Flags.boolean({description: 'run it, not only fetch it', default: true, allowNo: true}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(JobsLocal);
    const ids = jobIds([args.job]);
    const [job] = await detailedJobs(this.grid, ids, {trace: true, jdl: true}, {signal: this.signal});
    const jdl = job && descriptionIn(job.jdl);
    if (job === undefined) throw new UserError(`There is no job ${args.job}.`, {code: 'NO_SUCH_JOB'});
    if (jdl === undefined)
      throw new UserError(`The task queue has no JDL of job ${job.id} any more.`, {code: 'EMPTY_ANSWER'});
    const directory = this.context.path(args.directory ?? `alien-job-${job.id}`);
    await this.#make(directory);
    const plan = planLocal(job.id, job.owner, jdl);
    for (const note of plan.notes) this.out.note(note);
    await this.#fetch(plan, directory);
    if (!flags.run) return this.out.result({directory}, `${directory}: ${plan.command.join(' ')}`);
    const before = new Set(await filesBelow(directory));
    const shell = await localShell(this.context, directory);
    this.out.note(`Running ${plan.command.join(' ')} in ${directory}, ${shell.text}.`);
    const {exitCode, validationCode} = await runLocally(this.context, directory, plan, shell);
    const archives = archivesIn(['Output', 'OutputArchive'].flatMap((key) => jdl.list(key)));
    const outputs = await this.#compare(job, directory, before, archives);
    const {exitCode: thenCode} = factsOf(job, new Date());
    const grid = {state: job.status, ...(thenCode !== undefined && {exitCode: thenCode})};
    if (this.isJson)
      this.out.json({
        directory,
        exitCode,
        ...(validationCode !== undefined && {validationCode}),
        grid,
        outputs,
      });
    else {
      this.out.line(
        `exit code ${exitCode}; on the grid ${grid.exitCode ?? (job.status.startsWith('DONE') ? 0 : 'unknown')} (${job.status})`,
      );
      if (validationCode !== undefined) this.out.line(`validation ${validationCode}`);
      for (const {name, verdict} of outputs) this.out.line(`${verdict.padEnd(16)} ${name}`);
    }
    this.setExitCode(exitCode === 0 ? exitCodeFrom(validationCode ?? 0) : exitCodeFrom(exitCode));
  }

  async #make(directory: string): Promise<void> {
    makeLocalDirectories(directory);
    if ((await readdir(directory)).length > 0)
      throw new UserError(`${directory} is not empty.`, {code: 'NOT_EMPTY', next: ['Name a new directory.']});
    await mkdir(join(directory, '.tmp'));
  }

  async #fetch({inputs}: LocalPlan, directory: string): Promise<void> {
    const pairs = inputs.map(({lfn, name}, index) => ({
      line: index + 1,
      source: `alien:${lfn}`,
      destination: `file:${join(directory, name)}`,
    }));
    const {context, signal} = this;
    const {failures, aborted} = await context.program.engines.copy({pairs}, await copyServices(context), {
      signal,
    });
    if (aborted) throw signal.reason;
    const [failure] = failures;
    if (failure !== undefined)
      throw new ServerError(`${failure.source} was not fetched: ${failure.reason}`, {
        exitCode: failure.exitCode || EXIT.FAILED,
        next: failure.next,
      });
  }

  async #compare(
    job: DetailedJob,
    directory: string,
    before: ReadonlySet<string>,
    archives: readonly string[],
  ) {
    const base = (await this.grid.place?.()) ?? (await lfnBase(this.grid, {signal: this.signal}));
    const root = outputDirectoryOf(job, base);
    const files = (await filesIn(this.grid, [root], '*', this.signal)).get(root) ?? [];
    return await compareOutputs(directory, before, files, root, archives, this.signal);
  }
}
