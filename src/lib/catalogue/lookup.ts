import {EXIT} from '../errors/exit-codes.ts';
import {exitCodeOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {type LfnBase, type Lfn, isRelativeLfn, toLfn} from '../paths/lfn.ts';
import {refuseEmptyName} from '../paths/empty-name.ts';
import {isMisread, misreadName} from '../paths/misread-name.ts';
import {refuseNameOutsideGrid} from '../paths/foreign-name.ts';
import {type Entry, entryFrom} from './entry.ts';
import {DoubtfulAnswer} from './result-reader.ts';

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

/**
 * Look one entry up.
 * @returns undefined where there is no such entry
 * @throws {ServerError} for any other refusal
 */
export async function statEntry(
  grid: Requester,
  lfn: Lfn,
  call: CallOptions = {},
): Promise<Entry | undefined> {
  const answer = await grid.request('stat', [lfn], {...call, want: 'keys'});
  if (exitCodeOf(answer) === EXIT.NO_SUCH_FILE) return undefined;
  const [result = {}] = expectSuccess(answer).results;
  const entry = entryFrom(result);
  if (entry === undefined) throw new DoubtfulAnswer(lfn, 'it is left out, and not said to be missing');
  return entry;
}

/**
 * The connection's directory and the user's home, for relative names. One request.
 * The home is that of the account in use, which `user` may have changed.
 */
export async function lfnBase(grid: Requester, call: CallOptions = {}): Promise<LfnBase> {
  const {results, metadata} = expectSuccess(await grid.request('whoami', [], {...call, want: 'keys'}));
  const home = results[0]?.['homedir'];
  return {cwd: metadata.currentdir, home: typeof home === 'string' ? home : metadata.currentdir};
}

/**
 * Make words of a user, with or without the prefix `alien:`, LFNs.
 * @throws {UserError} 22 for an empty word, and for one that is not on the grid
 */
export async function resolveLfns(
  grid: Requester,
  words: readonly string[],
  call: CallOptions = {},
): Promise<Lfn[]> {
  return await lfnsOfNames(grid, gridNames(words), call);
}

/**
 * The grid names in words of a user, which may have the prefix `alien:`.
 * @throws {UserError} 22 for an empty word, and for one that is not on the grid
 */
export function gridNames(words: readonly string[]): string[] {
  for (const word of words) {
    refuseEmptyName(word);
    refuseNameOutsideGrid(word);
    if (isMisread(word)) throw misreadName(word);
  }
  return words.map((word) => word.replace(/^alien:(?:\/\/)?/, ''));
}

/**
 * Do something that only reads with the LFNs of grid names. Where relative names start is
 * not asked for: it is known from earlier answers, or guessed; if the guess turns out to be wrong, it is done again.
 */
export async function withLfns<T>(
  grid: Requester,
  names: readonly string[],
  read: (lfns: readonly Lfn[]) => Promise<T>,
  call: CallOptions = {},
): Promise<T> {
  const place = names.some(isRelativeLfn) ? await grid.place?.() : undefined;
  if (place === undefined || place.isCertain) return await read(await lfnsOfNames(grid, names, call));
  const [outcome] = await Promise.allSettled([read(names.map((name) => toLfn(name, place)))]);
  const now = await grid.place?.();
  const wasRight = now?.isCertain && isSame(now.cwd, place.cwd) && isSame(now.home, place.home);
  // Without any answer it has failed for another reason.
  if (outcome.status === 'rejected' && (wasRight || !now?.isCertain)) throw outcome.reason;
  if (outcome.status === 'fulfilled' && wasRight) return outcome.value;
  return await read(await lfnsOfNames(grid, names, call));
}

function isSame(one: string, other: string): boolean {
  return one.replace(/\/$/, '') === other.replace(/\/$/, '');
}

/** Make grid names without prefix LFNs; the base is asked for only when one of them needs it and it is not known. */
export async function lfnsOfNames(
  grid: Requester,
  names: readonly string[],
  call: CallOptions = {},
): Promise<Lfn[]> {
  const base = names.some(isRelativeLfn) ? await baseOf(grid, call) : {cwd: '/', home: '/'};
  return names.map((name) => toLfn(name, base));
}

async function baseOf(grid: Requester, call: CallOptions): Promise<LfnBase> {
  const place = await grid.place?.();
  return place?.isCertain ? place : await lfnBase(grid, call);
}
