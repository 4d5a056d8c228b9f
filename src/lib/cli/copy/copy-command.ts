import type {CopyOptions} from '../../copy/copy.ts';
import type {CopySummary} from '../../copy/model/events.ts';
import {exitCodeOfCopy} from '../../copy/model/exit-code.ts';
import type {CopyServices} from '../../copy/services.ts';
import {copyServices} from './copy-services.ts';
import {openReporter} from './progress.ts';
import {failureTable, summaryLine, warningLines} from './progress-summary.ts';
import {openReport} from './report.ts';
import {storageWishes, type TransferFlags} from './transfer-flags.ts';
import {GridCommand} from '../base/grid-command.ts';

/** The base of commands that move files. */
export abstract class CopyCommand extends GridCommand {
  static override readonly shape: string = 'events';

  protected override get printsLines(): boolean {
    return true;
  }

  /**
   * Run a copy, and show what happens in the way that the flags ask for.
   * @param onlyChanges nothing is said of single files that need no copy
   */
  protected async showCopy(
    flags: TransferFlags,
    onlyChanges: boolean,
    copy: (services: CopyServices, options: CopyOptions) => Promise<CopySummary>,
  ): Promise<void> {
    const report = flags.report === undefined ? undefined : openReport(this.context.path(flags.report));
    try {
      const {quiet} = flags;
      const reporter = await openReporter(this.out, {quiet, json: this.isJson, onlyChanges});
      const services = await copyServices(this.context, storageWishes(flags));
      const onEvent: CopyOptions['onEvent'] = (event) => {
        reporter.onEvent(event);
        report?.onEvent(event);
      };
      const summary = await copy(services, {signal: this.signal, onEvent}).finally(() => reporter.close());
      for (const line of failureTable(summary.failures, reporter.tellsFailures)) this.out.note(line);
      const last = [...warningLines(summary.warnings), summaryLine(summary, onlyChanges)];
      if (!quiet) for (const line of last) this.out.note(line);
      if (summary.aborted) throw this.signal.reason;
      this.setExitCode(exitCodeOfCopy(summary));
    } finally {
      await report?.close();
    }
  }
}
