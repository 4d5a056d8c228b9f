import type {AlienError} from '../../errors/errors.ts';
import type {Answer} from '../../session/requests/answer.ts';
import type {Output} from '../show/output.ts';
import {sortedKeys} from './sorted-keys.ts';
import {type Table, pick, showResults} from '../show/columns.ts';

/** Print a whole answer as JSON with sorted keys, as scripts read it (`.results[].id`). */
export function showAnswer(answer: Answer, out: Output, table?: Table): void {
  out.json(sortedKeys(table ? {...answer, results: pick(answer.results, table.columns)} : answer));
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
