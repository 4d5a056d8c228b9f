import {EXIT} from '../errors/exit-codes.ts';
import {exitCodeOf, valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {batches} from '../flow/batches.ts';
import type {Lfn} from '../paths/lfn.ts';

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

/**
 * Which contents have no name in the catalogue: it has never heard of them, or their name was removed, or they were
 * registered for a name that another one had got. As few requests as fit.
 * @returns their GUIDs in lower case
 * @throws {ServerError} {NetworkError}
 */
export async function namelessGuids(
  grid: Requester,
  guids: readonly string[],
  call: CallOptions = {},
): Promise<Set<string>> {
  const nameless = new Set<string>();
  for (const batch of batches(guids)) {
    const answer = await grid.request('guid2lfn', batch, {...call, want: 'keys'});
    if (exitCodeOf(answer) !== EXIT.NO_SUCH_FILE) expectSuccess(answer);
    for (const result of answer.results)
      if (['No GUID', 'No LFN'].includes(valueOf(result, 'error')))
        nameless.add(valueOf(result, 'guid').toLowerCase());
  }
  return nameless;
}

/**
 * Have the service remove one replica of a content, whatever names the content has.
 * @throws {ServerError} 121 where it refuses
 */
export async function dropReplica(
  grid: Requester,
  guid: string,
  se: string,
  call: CallOptions = {},
): Promise<void> {
  expectSuccess(await grid.request('deleteMirror', ['-g', guid, se], {...call, want: 'keys'}));
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

/**
 * On how many storage elements a file is, those of its archive for a member of one.
 * @returns 0 where it has no content, or nothing is told
 */
export async function replicaCount(grid: Requester, lfn: Lfn, call: CallOptions = {}): Promise<number> {
  const answer = await grid.request('whereis', ['-r', lfn], {...call, want: 'keys'});
  if (exitCodeOf(answer) !== 0) return 0;
  return new Set(answer.results.map((result) => valueOf(result, 'seName')).filter(Boolean)).size;
}
