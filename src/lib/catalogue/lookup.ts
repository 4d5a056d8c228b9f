import {exitCodeOf} from '../session/answer.ts';
import {expectSuccess} from '../session/expect-success.ts';
import type {RequestOptions, Requester} from '../session/requester.ts';
import {type LfnBase, type Lfn, isRelativeLfn, toLfn} from '../paths/lfn.ts';
import {refuseEmptyName} from '../paths/empty-name.ts';
import {refuseNameOutsideGrid} from '../paths/foreign-name.ts';
import {type Entry, entryFrom} from './entry.ts';
import {DoubtfulAnswer} from './result-reader.ts';

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

const NO_SUCH_FILE = 2;

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
  if (exitCodeOf(answer) === NO_SUCH_FILE) return undefined;
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
  for (const word of words) {
    refuseEmptyName(word);
    refuseNameOutsideGrid(word);
  }
  return await lfnsOfNames(
    grid,
    words.map((word) => word.replace(/^alien:(?:\/\/)?/, '')),
    call,
  );
}

/** Make grid names without prefix LFNs; the base is asked for only when one of them needs it. */
export async function lfnsOfNames(
  grid: Requester,
  names: readonly string[],
  call: CallOptions = {},
): Promise<Lfn[]> {
  const base = names.some(isRelativeLfn) ? await lfnBase(grid, call) : {cwd: '/', home: '/'};
  return names.map((name) => toLfn(name, base));
}
