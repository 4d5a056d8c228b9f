import {valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {gridNames} from './lookup.ts';

/** Where one replica of a file is. */
export interface PhysicalName {
  /** as the user named it */
  readonly name: string;
  /** storage element */
  readonly se: string;
  /** `root://host:port//path`; of a member of an archive that of the archive, with `?ZIP=member` */
  readonly pfn: string;
}

/**
 * The replicas of one file.
 * @param word a grid name as it is typed
 * @throws {ServerError} 2 for no such file; {UserError} 22 for a name that is none
 */
export async function physicalNames(
  grid: Requester,
  word: string,
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<PhysicalName[]> {
  const names = gridNames([word]);
  const answer = expectSuccess(
    await grid.request('whereis', ['-r', '--', ...names], {...call, want: 'keys'}),
  );
  return answer.results
    .map((result) => ({name: word, se: valueOf(result, 'seName'), pfn: valueOf(result, 'pfn')}))
    .filter(({pfn}) => pfn !== '');
}
