import type {CopyFailure, CopySummary} from '../../copy/model/events.ts';
import {formatDuration} from './progress-format.ts';
import {counted} from '../../words/counted.ts';
import {formatBytes} from '../../words/format-bytes.ts';

/** More failures than these are counted, not listed: they would push the summary off the screen. */
const MOST_FAILURES = 30;
const MOST_WARNINGS = 10;

const AGAIN = '  > The same command again tries only these: what is done is skipped.';

/**
 * What was done, in one line; on a dry run what would be done.
 * @param onlyChanges that there was nothing to do is the whole result
 */
export function summaryLine(summary: CopySummary, onlyChanges = false): string {
  const {copied, skipped, failed, removed, bytes, seconds, notVerified, files, aborted, dryRun} = summary;
  if (onlyChanges && copied + failed + removed === 0 && !aborted)
    return `Nothing to do: ${counted(files, 'file')} there, as at the source.`;
  const rate = seconds > 0 ? ` (${formatBytes(bytes / seconds)}/s)` : '';
  const time = dryRun ? '' : ` in ${formatDuration(seconds)}${bytes > 0 ? rate : ''}`;
  const parts = [
    `${dryRun ? 'Would copy' : 'Copied'} ${counted(copied, 'file')}, ${formatBytes(bytes)}${time}`,
  ];
  if (removed > 0) parts.push(`${removed} ${dryRun ? 'to be deleted' : 'deleted'}`);
  if (skipped > 0) parts.push(`${skipped} already there`);
  if (notVerified > 0) parts.push(`${notVerified} not verified (the catalogue has no checksum)`);
  if (failed > 0) parts.push(`${failed} failed`);
  const left = files - copied - skipped - failed;
  if (aborted) parts.push(`stopped, ${left} not copied`);
  return `${parts.join('; ')}.`;
}

/**
 * The failures with why, and what to do about them, as lines.
 * @param told the only failure has been told already, so that just the advice is left
 */
export function failureTable(failures: readonly CopyFailure[], told = false): string[] {
  if (failures.length === 0) return [];
  const next = [...new Set(failures.flatMap((failure) => failure.next))].map((step) => `  > ${step}`);
  if (told && failures.length === 1) return next;
  const rows = failures
    .slice(0, MOST_FAILURES)
    .flatMap(({source, destination, step, reason}) => [
      `  ${source} -> ${destination}`,
      `    ${step}: ${reason}`,
    ]);
  if (failures.length > MOST_FAILURES) rows.push(`  ... and ${failures.length - MOST_FAILURES} more`);
  return ['Failed:', ...rows, ...next, AGAIN];
}

/** What did not go quite as asked for, as lines. */
export function warningLines(warnings: readonly string[]): string[] {
  const lines = warnings.slice(0, MOST_WARNINGS).map((warning) => `Warning: ${warning}`);
  if (warnings.length > MOST_WARNINGS) lines.push(`... and ${warnings.length - MOST_WARNINGS} more warnings`);
  return lines;
}
