import type {ServerError} from '../errors/errors.ts';
import {type Answer, type Result, exitCodeOf, valueOf} from '../session/requests/answer.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {AnswerCutShort} from '../session/reading/answer-reader.ts';
import {refusal} from './explain-refusal.ts';
import {inParts} from './in-parts.ts';

/** Hits of the first page, which is to be there at once. */
const FIRST_PAGE = 1000;

/**
 * Hits of every other page: the service searches anew for each, so that they are not to be many, and one is held at a
 * time. With all fields a hit takes five times as much.
 */
const PAGE = 32_000;
const LONG_PAGE = 16_000;

/** A part of what was found. */
export interface FindPage {
  readonly answer: Answer;
  /** why nothing comes after it */
  readonly failure?: ServerError;
}

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
 * What `find` finds, page by page, and each long page part by part: the first hits come at once, and no more of them are
 * held than a part has. The last hit of a page is asked for again with the next one. Where it is not there any more the
 * catalogue has changed meanwhile, and what is left is asked for as a whole. What breaks off goes on behind the last hit
 * that came. The last page may be a refusal: 20 where the directory is none.
 */
export async function* findPages(grid: Requester, find: PagedFind): AsyncGenerator<FindPage> {
  if (find.isUnsorted) {
    yield await ask(grid, find, find.limit, find.offset);
    return;
  }
  const {limit = Infinity, offset = 0} = find;
  let [size, seen] = [FIRST_PAGE, 0];
  let last: string | undefined;
  // What the service remembers belongs to the limit, whatever the offset: so no two pages have the same.
  for (let extra = 0; seen < limit; extra++) {
    const overlap = last === undefined ? 0 : 1;
    const wanted = Math.min(size + extra, limit - seen) + overlap;
    const page = askInParts(grid, find, wanted, offset + seen - overlap);
    let count = 0;
    try {
      for await (const {answer, failure} of page) {
        const {results} = answer;
        if (failure) {
          yield {answer, failure};
          return;
        }
        const isFirst = count === 0;
        count += results.length;
        if (isFirst && last !== undefined && nameOf(results[0]) !== last) {
          yield await rest(grid, find, last, limit - seen);
          return;
        }
        const fresh = isFirst ? results.slice(overlap) : results;
        seen += fresh.length;
        last = nameOf(results.at(-1)) || last;
        yield {answer: {...answer, results: fresh}};
      }
      if (count < wanted) return;
    } catch (error) {
      if (!(error instanceof AnswerCutShort) || count <= overlap) throw error;
    }
    size = find.options.some((option) => /^-[fw]/.test(option)) ? LONG_PAGE : PAGE;
  }
}

/** One page, in one part at the least. */
async function* askInParts(
  grid: Requester,
  find: PagedFind,
  limit: number,
  offset: number,
): AsyncGenerator<FindPage> {
  const words = wordsOf(find, limit, offset);
  const {signal, want} = find;
  const answer = yield* inParts((onResults) =>
    grid.request('find', words, {...(want && {want}), ...(signal && {signal}), onResults}),
  );
  yield await pageOf(grid, words, answer, signal);
}

async function ask(
  grid: Requester,
  find: PagedFind,
  limit: number | undefined,
  offset = 0,
): Promise<FindPage> {
  const {signal, want} = find;
  const words = wordsOf(find, limit, offset);
  const answer = await grid.request('find', words, {...(want && {want}), ...(signal && {signal})});
  return await pageOf(grid, words, answer, signal);
}

function wordsOf(
  {options, directory, pattern}: PagedFind,
  limit: number | undefined,
  offset: number,
): string[] {
  const page = [
    ...(limit === undefined ? [] : ['-l', String(limit)]),
    ...(offset > 0 ? ['-o', String(offset)] : []),
  ];
  return [...options, ...page, '--', directory, pattern];
}

async function pageOf(
  grid: Requester,
  words: readonly string[],
  answer: Answer,
  signal: AbortSignal | undefined,
): Promise<FindPage> {
  if (exitCodeOf(answer) === 0) return {answer};
  return {answer, failure: await refusal(grid, {command: 'find', words}, answer, {...(signal && {signal})})};
}

/** All that comes after a hit, wherever that is now. */
async function rest(grid: Requester, find: PagedFind, last: string, limit: number): Promise<FindPage> {
  const {answer, ...page} = await ask(grid, find, undefined);
  const at = answer.results.findIndex((result) => nameOf(result) === last);
  const later =
    at < 0 ? answer.results.filter((result) => nameOf(result) > last) : answer.results.slice(at + 1);
  return {...page, answer: {...answer, results: later.slice(0, limit)}};
}

function nameOf(result: Result | undefined): string {
  return result === undefined ? '' : valueOf(result, 'lfn');
}
