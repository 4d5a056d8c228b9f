import {EventLines} from './event-lines.ts';
import {LineReporter} from './progress-lines.ts';
import type {CopyReporter} from './reporter.ts';
import type {Output} from '../show/output.ts';

export interface ReportOptions {
  readonly quiet: boolean;
  /** stdout belongs to events as JSON, one a line */
  readonly json: boolean;
  /** nothing is said of single files that were there */
  readonly onlyChanges: boolean;
}

/** Choose how a copy is shown: drawn where talk goes to a terminal, as lines else. */
export async function openReporter(out: Output, options: ReportOptions): Promise<CopyReporter> {
  const shown = await openShown(out, options);
  if (!options.json) return shown;
  const events = new EventLines((line) => out.jsonText(line));
  return {
    tellsFailures: shown.tellsFailures,
    onEvent(event) {
      events.onEvent(event);
      shown.onEvent(event);
    },
    close: () => shown.close(),
  };
}

async function openShown(out: Output, options: ReportOptions): Promise<CopyReporter> {
  const {quiet, json, onlyChanges} = options;
  const isStdoutTerminal = out.stdout.isTTY === true;
  // Two that write to one terminal would spoil each other's lines.
  const isDrawn = out.isTerminal && !quiet && !(json && isStdoutTerminal);
  if (!isDrawn) return new LineReporter(out, {jobLines: !json && !quiet, onlyChanges, talk: !quiet});
  const {TerminalReporter} = await import('./progress-terminal.ts');
  const lines = {jobLines: !json && !isStdoutTerminal, onlyChanges, talk: false};
  return new TerminalReporter(out, new LineReporter(out, lines));
}
