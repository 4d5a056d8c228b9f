import type {AlienError} from '../../errors/errors.ts';
import type {Answer} from '../../session/answer.ts';
import type {Output} from '../show/output.ts';
import {type Table, pick, showResults} from '../show/columns.ts';

/** Print a whole answer as JSON with sorted keys, as scripts read it (`.results[].id`). */
export function showAnswer(answer: Answer, out: Output, table?: Table): void {
  out.json(sorted(table ? {...answer, results: pick(answer.results, table.columns)} : answer));
}

/**
 * Print the results of an answer as a table.
 * @param failure what the answer failed with
 * @throws {AlienError} the failure, behind the results that came all the same
 */
export async function showTable(
  answer: Answer,
  table: Table,
  out: Output,
  failure: AlienError | undefined,
): Promise<void> {
  // With a failure the service may send its help text for a result.
  const isOnlyTalk = failure !== undefined && answer.results.every(onlyMessage);
  if (!isOnlyTalk) await showResults(answer.results, table, out);
  if (failure) throw failure;
}

function onlyMessage(result: object): boolean {
  return Object.keys(result).every((key) => key === 'message');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
