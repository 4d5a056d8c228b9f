import {ServerError} from '../errors/errors.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import {freshLimit} from '../session/retry/fresh-find.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import type {Lfn} from '../paths/lfn.ts';
import {type Entry, entryFrom} from './entry.ts';

/** What `findEntries` looks for. */
export interface FindOptions extends Pick<RequestOptions, 'signal' | 'timeout'> {
  /** SQL-LIKE pattern of the server (`*` and `%` cross slashes), or a regular expression with `regex`. Default `*`. */
  readonly pattern?: string;
  readonly regex?: boolean;
  /** list directories too (the base itself may be among them) */
  readonly directories?: boolean;
  /** with it the answer may be up to five minutes old; without it, it is always fresh */
  readonly limit?: number;
  readonly offset?: number;
  /** more words for the server, e.g. `['-j', '123']` */
  readonly extra?: readonly string[];
}

export interface Found {
  readonly entries: readonly Entry[];
  /** why there may be more than these, in the words of the service or ours: nothing may be removed for being absent */
  readonly incomplete: string | undefined;
}

/** The failure that a list which may be incomplete is: what it leaves out is not done. */
export function incompleteList(directory: Lfn, why: string): ServerError {
  return new ServerError(`The list of ${directory} may be incomplete: ${why}`, {
    code: 'INPUT_OUTPUT',
    next: ['Run the same command again later.'],
  });
}

/**
 * All entries below a directory, hidden ones included, in the server's order.
 * @throws {ServerError} 20 where `directory` is not a directory, 5 where the list may be incomplete
 */
export async function findEntries(
  grid: Requester,
  directory: Lfn,
  options: FindOptions = {},
): Promise<readonly Entry[]> {
  const {entries, incomplete} = await findAll(grid, directory, options);
  if (incomplete !== undefined) throw incompleteList(directory, incomplete);
  return entries;
}

/**
 * The same, for those who can do something with a list that may be incomplete.
 * @throws {ServerError} 20 where `directory` is not a directory
 */
export async function findAll(grid: Requester, directory: Lfn, options: FindOptions = {}): Promise<Found> {
  const words = ['-f', '-a', '-s'];
  if (options.directories) words.push('-d');
  if (options.regex) words.push('-r');
  words.push('-l', String(options.limit ?? freshLimit()));
  if (options.offset !== undefined) words.push('-o', String(options.offset));
  words.push(...(options.extra ?? []), '--', directory, options.pattern ?? '*');
  const {signal, timeout} = options;
  const answer = await grid.request('find', words, {
    want: 'keys',
    ...(signal && {signal}),
    ...(timeout !== undefined && {timeout}),
  });
  const {results, metadata} = expectSuccess(answer);
  const entries = results.map(entryFrom).filter((entry) => entry !== undefined);
  const nameless = results.length - entries.length;
  const warning = metadata.error.trim();
  const own = nameless > 0 ? `${nameless} results without a name` : undefined;
  return {entries, incomplete: warning === '' ? own : warning};
}
