import {expectSuccess} from '../session/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requester.ts';
import type {Lfn} from '../paths/lfn.ts';
import {type Entry, entryFrom} from './entry.ts';

export interface FindOptions extends Pick<RequestOptions, 'signal' | 'timeout'> {
  /** SQL-LIKE pattern of the server (`*` and `%` cross slashes), or a regular expression with `regex`. Default `*`. */
  readonly pattern?: string;
  readonly regex?: boolean;
  /** list directories too (the base itself may be among them) */
  readonly directories?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  /** more words for the server, e.g. `['-j', '123']` */
  readonly extra?: readonly string[];
}

/**
 * All entries below a directory, hidden ones included, in the server's order.
 * @throws {ServerError} exit code 20 where `directory` is not a directory
 */
export async function findEntries(
  grid: Requester,
  directory: Lfn,
  options: FindOptions = {},
): Promise<Entry[]> {
  const words = ['-f', '-a', '-s'];
  if (options.directories) words.push('-d');
  if (options.regex) words.push('-r');
  if (options.limit !== undefined) words.push('-l', String(options.limit));
  if (options.offset !== undefined) words.push('-o', String(options.offset));
  words.push(...(options.extra ?? []), '--', directory, options.pattern ?? '*');
  const {signal, timeout} = options;
  const answer = await grid.request('find', words, {
    want: 'keys',
    ...(signal && {signal}),
    ...(timeout !== undefined && {timeout}),
  });
  return expectSuccess(answer).results.map(entryFrom);
}
