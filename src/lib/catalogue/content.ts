import {exitCodeOf, valueOf} from '../session/answer.ts';
import {expectSuccess} from '../session/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requester.ts';
import {batches} from '../flow/batches.ts';

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

const NO_SUCH_FILE = 2;

/**
 * Which contents the catalogue has never heard of, or has forgotten: none of their replicas is registered. As few requests
 * as fit.
 * @throws {ServerError} {NetworkError}
 */
export async function unknownGuids(
  grid: Requester,
  guids: readonly string[],
  call: CallOptions = {},
): Promise<Set<string>> {
  const unknown = new Set<string>();
  for (const batch of batches(guids)) {
    const answer = await grid.request('guid2lfn', batch, {...call, want: 'keys'});
    if (exitCodeOf(answer) !== NO_SUCH_FILE) expectSuccess(answer);
    for (const result of answer.results)
      if (valueOf(result, 'error') === 'No GUID') unknown.add(valueOf(result, 'guid').toLowerCase());
  }
  return unknown;
}

/**
 * Where the replicas of a content are, by all that the service tells: `whereis` may be behind by minutes, and `access`
 * may leave out storage elements that are out of order. One replica may be told twice.
 * @throws {ServerError} 77 where it has none, or may not be read
 */
export async function replicasOfGuid(
  grid: Requester,
  guid: string,
  call: CallOptions = {},
): Promise<{readonly se: string; readonly url: string}[]> {
  const usable = expectSuccess(await grid.request('access', ['read', guid], {...call, want: 'keys'}));
  const known = expectSuccess(await grid.request('whereis', ['-g', guid], {...call, want: 'keys'}));
  return [
    ...usable.results.map((result) => ({se: valueOf(result, 'se'), url: valueOf(result, 'url')})),
    ...known.results.map((result) => ({se: valueOf(result, 'seName'), url: valueOf(result, 'pfn')})),
  ];
}
