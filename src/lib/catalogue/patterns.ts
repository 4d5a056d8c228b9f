import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import {valueOf} from '../session/requests/answer.ts';
import {basenameOfLfn, dirnameOfLfn, type Lfn} from '../paths/lfn.ts';
import {resolveLfns} from './lookup.ts';
import {statEntries} from './stat-entries.ts';

type CallOptions = Pick<RequestOptions, 'signal'>;

/** Whether the service may take a name for a pattern: `*` stands for any text without a slash, `?` for one character. */
export function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

/**
 * Find the words that look like patterns and are the exact names of entries.
 * @returns the LFN of each; nothing is asked where no word looks like a pattern
 */
export async function exactNames(
  grid: Requester,
  words: readonly string[],
  {signal}: CallOptions = {},
): Promise<Map<string, Lfn>> {
  const patterns = words.filter(isPattern);
  if (patterns.length === 0) return new Map();
  const lfns = await resolveLfns(grid, patterns, {...(signal && {signal})});
  const existing = await statEntries(grid, lfns, signal);
  const pairs = patterns.map((word, index) => [word, lfns[index] as Lfn] as const);
  return new Map(pairs.filter(([, lfn]) => existing.has(lfn)));
}

/** Whether the exact name of an entry, read as a pattern, may stand for others too. */
export async function standsForOthers(grid: Requester, lfn: Lfn, call: CallOptions = {}): Promise<boolean> {
  const directory = dirnameOfLfn(lfn);
  if (isPattern(directory)) return true;
  const name = basenameOfLfn(lfn);
  const answer = expectSuccess(await grid.request('ls', ['-a', '--', directory], {...call, want: 'keys'}));
  const source = name
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const pattern = new RegExp(`^${source}$`, 'su');
  return answer.results.some((result) => {
    const other = valueOf(result, 'name');
    return other !== name && pattern.test(other);
  });
}
