import type {Answer} from '../session/answer.ts';
import type {Output} from './output.ts';

/** Print a whole answer as JSON with sorted keys, as scripts read it (`.results[].id`). */
export function showAnswer(answer: Answer, out: Output): void {
  out.json(sorted(answer));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
