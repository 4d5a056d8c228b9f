import {expectDone} from './explain-refusal.ts';
import {exitCodeOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {type Lfn, dirnameOfLfn} from '../paths/lfn.ts';

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

/**
 * Remove an empty directory, then its parents as long as they are empty too (the service's own `-p` does not).
 * @throws {ServerError} where the directory itself cannot be removed
 */
export async function removeDirectoryAndParents(
  grid: Requester,
  lfn: Lfn,
  call: CallOptions = {},
): Promise<void> {
  const words = (directory: Lfn) => ['--', directory];
  const remove = (directory: Lfn) => grid.request('rmdir', words(directory), call);
  await expectDone(grid, {command: 'rmdir', words: words(lfn)}, await remove(lfn), call);
  let parent = dirnameOfLfn(lfn);
  while (parent !== '/' && exitCodeOf(await remove(parent)) === 0) parent = dirnameOfLfn(parent);
}

/**
 * Whether none of these names exists. Wildcards count as names that are not there.
 * @throws {ServerError} for a refusal other than "no such file"
 */
export async function noneExists(
  grid: Requester,
  names: readonly string[],
  call: CallOptions = {},
): Promise<boolean> {
  const answer = await grid.request('stat', ['--', ...names], {...call, want: 'keys'});
  if (exitCodeOf(answer) !== 2) expectSuccess(answer);
  return answer.results.length === 0;
}
