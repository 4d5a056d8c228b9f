import type {Counts} from '../../jobs/follow/snapshot.ts';
import type {Phase} from '../../jobs/states.ts';

/** `44 done, 4 running`: the phases in which there is something. */
export function countsText(counts: Counts): string {
  return ORDER.flatMap((phase) => (counts[phase] > 0 ? `${counts[phase]} ${phase}` : [])).join(', ');
}

const ORDER: readonly Phase[] = ['done', 'running', 'waiting', 'failed', 'killed'];

/** Numbers of jobs, many of them in short: `7, 8, 9 and 12 more`. */
export function idsText(ids: readonly string[], most = 8): string {
  if (ids.length <= most + 1) return ids.join(', ');
  return `${ids.slice(0, most).join(', ')} and ${ids.length - most} more`;
}
