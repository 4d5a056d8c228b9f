import {type Answer, type Result, valueOf} from '../session/answer.ts';
import type {RequestOptions, Requester} from '../session/requester.ts';
import {expectDone} from './explain-refusal.ts';

/** Hits of the first page, which is to be there at once. */
const FIRST_PAGE = 1000;

/** Each page is larger than the one before, since the service searches anew for each: up to this many hits. */
const LARGEST_PAGE = 64_000;
const GROWTH = 64;

export interface PagedFind extends Pick<RequestOptions, 'signal' | 'want'> {
  /** options of the service's `find`, but for `-l` and `-o` */
  readonly options: readonly string[];
  readonly directory: string;
  readonly pattern: string;
  /** hits; default: all */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  /** The service is told to sort in another way than by name: then everything is asked for at once. */
  readonly isUnsorted?: boolean;
}

/**
 * What `find` finds, page by page: the first hits come at once, and no more of them are held than a page has. The
 * last hit of a page is asked for again with the next one. Where it is not there any more the catalogue has changed
 * meanwhile, and what is left is asked for as a whole.
 * @throws {ServerError} 2 and 20 where the directory is none
 */
export async function* findPages(grid: Requester, find: PagedFind): AsyncGenerator<Answer> {
  if (find.isUnsorted) {
    yield await ask(grid, find, find.limit, find.offset);
    return;
  }
  const {limit = Infinity, offset = 0} = find;
  let [size, seen] = [FIRST_PAGE, 0];
  let last: string | undefined;
  while (seen < limit) {
    const overlap = last === undefined ? 0 : 1;
    const wanted = Math.min(size, limit - seen) + overlap;
    const answer = await ask(grid, find, wanted, offset + seen - overlap);
    const {results} = answer;
    if (last !== undefined && nameOf(results[0]) !== last) {
      yield await rest(grid, find, last, limit - seen);
      return;
    }
    yield {...answer, results: results.slice(overlap)};
    if (results.length < wanted) return;
    seen += results.length - overlap;
    last = nameOf(results.at(-1));
    size = Math.min(size * GROWTH, LARGEST_PAGE);
  }
}

async function ask(
  grid: Requester,
  {options, directory, pattern, signal, want}: PagedFind,
  limit: number | undefined,
  offset = 0,
): Promise<Answer> {
  const page = [
    ...(limit === undefined ? [] : ['-l', String(limit)]),
    ...(offset > 0 ? ['-o', String(offset)] : []),
  ];
  const words = [...options, ...page, '--', directory, pattern];
  const answer = await grid.request('find', words, {...(want && {want}), ...(signal && {signal})});
  return await expectDone(grid, {command: 'find', words}, answer, {...(signal && {signal})});
}

/** All that comes after a hit, wherever that is now. */
async function rest(grid: Requester, find: PagedFind, last: string, limit: number): Promise<Answer> {
  const answer = await ask(grid, find, undefined);
  const at = answer.results.findIndex((result) => nameOf(result) === last);
  const later =
    at < 0 ? answer.results.filter((result) => nameOf(result) > last) : answer.results.slice(at + 1);
  return {...answer, results: later.slice(0, limit)};
}

function nameOf(result: Result | undefined): string {
  return result === undefined ? '' : valueOf(result, 'lfn');
}
