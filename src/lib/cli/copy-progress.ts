import type {CopyEvent} from '../copy/events.ts';
import {EventLines} from './copy-event-lines.ts';
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
  /** stdout belongs to events as JSON, one a line */
  readonly json: boolean;
  /** transfers at the same time */
  readonly jobs: number;
}

/** Choose how a copy is shown: drawn where talk goes to a terminal, as lines else. */
export async function openReporter(out: Output, {quiet, json, jobs}: ReportOptions): Promise<CopyReporter> {
  const onTerminal = out.stdout.isTTY === true;
  const shown = await openShown(out, {quiet, isDrawn: !(json && onTerminal), jobLines: !json, jobs});
  if (!json) return shown;
  const events = new EventLines((line) => out.line(line));
  return {
    tellsFailures: shown.tellsFailures,
    onEvent(event) {
      events.onEvent(event);
      shown.onEvent(event);
    },
    close: () => shown.close(),
  };
}

interface ShownOptions {
  readonly quiet: boolean;
  /** nothing else writes to the terminal meanwhile */
  readonly isDrawn: boolean;
  readonly jobLines: boolean;
  readonly jobs: number;
}

async function openShown(out: Output, {quiet, isDrawn, jobLines, jobs}: ShownOptions): Promise<CopyReporter> {
  if (quiet || !isDrawn || !out.isTerminal)
    return new LineReporter(out, {jobLines: jobLines && !quiet, talk: !quiet});
  const {TerminalReporter} = await import('./copy-progress-terminal.ts');
  const lines = {jobLines: jobLines && out.stdout.isTTY !== true, talk: false};
  return new TerminalReporter(out, jobs, new LineReporter(out, lines));
}
