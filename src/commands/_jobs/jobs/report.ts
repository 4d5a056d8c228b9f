import {rename, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {Args} from '@oclif/core';
import {GridCommand} from '../../../lib/cli/base/grid-command.ts';
import {localError} from '../../../lib/errors/local-error.ts';
import {currentRows} from '../../../lib/jobs/current-rows.ts';
import {jobIds} from '../../../lib/jobs/job-ids.ts';
import {MendMemory, replacements} from '../../../lib/jobs/mend/memory.ts';
import {reportPage} from '../../../lib/jobs/report/page.ts';
import {reportData} from '../../../lib/jobs/report/report-data.ts';
import {detailedJobs} from '../../../lib/jobs/rows.ts';
import {temporaryName} from '../../../lib/traces/temporary-name.ts';

export default class JobsReport extends GridCommand {
  static override description =
    'Write a page about the subjobs of a master job: states over time, run time, memory and efficiency against their ' +
    'limits, failures by site and reason, and a list that can be sorted. One file, which loads nothing when it is opened.';
  static override examples = ['<%= config.bin %> jobs report 1234567 report.html'];
  static override args = {
    job: Args.string({description: 'number of a master job, or of a job', required: true}),
    file: Args.string({description: 'the file to write here', required: true}),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(JobsReport);
    const [id = ''] = jobIds([args.job]);
    const attempts = await MendMemory.recall(await this.context.environment(), id);
    const {current} = await currentRows(this.grid, id, replacements(attempts), this.signal);
    const order = new Map(current.map((row, index) => [row.id, index]));
    const jobs = await detailedJobs(
      this.grid,
      [...order.keys()],
      {trace: true, jdl: true},
      {signal: this.signal},
    );
    jobs.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    const page = await reportPage(reportData(id, jobs, new Date()));
    const path = this.context.path(args.file.replace(/^file:(?:\/\/(?=\/))?/, ''));
    const draft = join(dirname(path), temporaryName(basename(path)));
    try {
      await writeFile(draft, page);
      await rename(draft, path);
    } catch (error) {
      throw localError(error, path);
    }
    this.out.result({path, jobs: jobs.length}, `${path}: ${jobs.length} jobs`);
  }
}
