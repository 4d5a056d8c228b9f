import type {CopyEvent} from '../copy/events.ts';
import {LineReporter} from './copy-progress-lines.ts';
import type {Output} from './output.ts';

/** Shows the events of a copy while it runs. */
export interface CopyReporter {
  /** failures are told as they happen */
  readonly tellsFailures: boolean;
  onEvent(event: CopyEvent): void;
  /** Take the drawing off the terminal; what follows is ordinary text. */
  close(): Promise<void>;
}

export interface ReportOptions {
  readonly quiet: boolean;
  /** stdout belongs to one JSON value */
  readonly json: boolean;
  /** transfers at the same time */
  readonly jobs: number;
}

/** Choose how a copy is shown: drawn where talk goes to a terminal, as lines else. */
export async function openReporter(out: Output, {quiet, json, jobs}: ReportOptions): Promise<CopyReporter> {
  if (quiet || !out.isTerminal) return new LineReporter(out, {jobLines: !quiet && !json, talk: !quiet});
  const {TerminalReporter} = await import('./copy-progress-terminal.ts');
  const jobLines = !json && out.stdout.isTTY !== true;
  return new TerminalReporter(out, jobs, new LineReporter(out, {jobLines, talk: false}));
}
