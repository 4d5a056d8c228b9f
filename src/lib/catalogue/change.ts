import {batches} from '../flow/batches.ts';
import {expectMade} from '../session/requests/expect-made.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {basenameOfLfn, dirnameOfLfn, joinLfn, type Lfn} from '../paths/lfn.ts';
import {expectDone} from './explain-refusal.ts';
import {temporaryName} from '../traces/temporary-name.ts';

type CallOptions = Pick<RequestOptions, 'signal' | 'timeout'>;

/** Make directories with their parents; those that exist are left alone. As few requests as fit. */
export async function makeDirectories(
  grid: Requester,
  lfns: readonly Lfn[],
  call: CallOptions = {},
): Promise<void> {
  for (const batch of batches(lfns)) {
    expectMade(await grid.request('mkdir', ['-p', '--', ...batch], {...call, want: 'keys'}), batch);
  }
}

/** Make empty files (they have no replica and no GUID), with their parents. As few requests as fit. */
export async function touchFiles(
  grid: Requester,
  lfns: readonly Lfn[],
  call: CallOptions = {},
): Promise<void> {
  for (const batch of batches(lfns)) {
    expectMade(await grid.request('touch', batch, {...call, want: 'keys'}), batch);
  }
}

/**
 * Remove one entry, and no other one. The service takes a name with `*` or `?` for a pattern: such an entry gets a name
 * first that stands for nothing else.
 * @param options.recursive a directory with all that is in it
 * @throws {ServerError} 5 when it could not be removed; it has its own name again
 */
export async function removeEntry(
  grid: Requester,
  lfn: Lfn,
  options: CallOptions & {readonly recursive?: boolean} = {},
): Promise<void> {
  const {recursive, ...call} = options;
  const remove = async (name: Lfn) => {
    const words = recursive ? ['-r', '-f', '--', name] : ['-f', '--', name];
    const answer = await grid.request('rm', words, {...call, want: 'keys'});
    await expectDone(grid, {command: 'rm', words}, answer, call);
  };
  if (!/[*?]/.test(lfn)) return await remove(lfn);
  const aside = joinLfn(dirnameOfLfn(lfn), temporaryName(basenameOfLfn(lfn), 'aside'));
  await renameEntry(grid, lfn, aside, call);
  try {
    await remove(aside);
  } catch (error) {
    await renameEntry(grid, aside, lfn).catch(() => undefined); // the first failure is the one to tell
    throw error;
  }
}

/**
 * Rename an entry. Beware: onto an existing file the server renames to `<to>_backup` and calls it a success,
 * so make sure that `to` is free.
 * @param options.intoDirectory `to` is a directory; it is made if it is not there
 */
export async function renameEntry(
  grid: Requester,
  from: Lfn,
  to: Lfn,
  options: CallOptions & {readonly intoDirectory?: boolean} = {},
): Promise<void> {
  const {intoDirectory, ...call} = options;
  const words = ['--', from, intoDirectory ? `${to}/` : to];
  await expectDone(
    grid,
    {command: 'mv', words},
    await grid.request('mv', words, {...call, want: 'keys'}),
    call,
  );
}
