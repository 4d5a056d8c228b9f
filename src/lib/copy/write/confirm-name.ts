import type {Replica} from '../../catalogue/access.ts';
import {dropReplica, namelessGuids} from '../../catalogue/content.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {AlienError, ServerError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {NameTaken} from '../model/name-taken.ts';
import type {Requester} from '../../session/requester.ts';
import type {JobContext, UploadState} from '../model/transfer.ts';
import {removeRest} from './remove-rest.ts';

/**
 * Make sure that a name has got the content that was registered for it. Of two registrations of one new name the service
 * answers both with success, but the name keeps the content of the first; what was registered in vain is removed.
 * @param name what the file is to be called; `lfn` may be a temporary name
 * @returns a warning where that cannot be found out
 * @throws {NameTaken} 17 where the name has another content; {ServerError} 2 where nothing has it; what cannot be found
 *   out of a temporary name, since nothing may be replaced then
 */
export async function confirmName(
  name: Lfn,
  lfn: Lfn,
  registered: readonly Replica[],
  context: JobContext,
  state: UploadState,
): Promise<string | undefined> {
  let holder: Entry | undefined;
  try {
    holder = await lookAt(lfn, true, context, state);
  } catch (error) {
    if (state.signal.aborted || lfn !== name || !(error instanceof AlienError)) throw error;
    return `registered, but not confirmed: ${error.message}`;
  }
  if (holder === undefined)
    throw new ServerError(`${lfn} was registered, but it is not there any more.`, {code: 'NO_SUCH_FILE'});
  const lost = registered.filter(({guid}) => guid.toLowerCase() !== holder.guid);
  if (lost.length > 0) await withdraw(name, lost, context, state);
  for (const {url} of registered) if (!lost.some((each) => each.url === url)) context.uploads?.end(url);
  if (lost.length === registered.length)
    throw new NameTaken(`Another file has got the name ${name} meanwhile: it stays as it is.`);
  return undefined;
}

/**
 * What has a name by now; asked for many files at once.
 * @param mayEnd whether an abort ends it; else that only hurries it
 */
export async function lookAt(
  lfn: Lfn,
  mayEnd: boolean,
  {names}: JobContext,
  {registering, signal, letNextStart}: UploadState,
): Promise<Entry | undefined> {
  if (mayEnd) signal.throwIfAborted();
  if (names.hasRoom) letNextStart();
  const {promise: ended, reject} = Promise.withResolvers<never>();
  const onAbort = (): void => (mayEnd ? reject(signal.reason as Error) : names.hurry());
  signal.addEventListener('abort', onAbort, {once: true});
  try {
    const looked = registering.look(lfn);
    if (signal.aborted) names.hurry();
    return await Promise.race([looked, ended]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Take back what was registered under no name; unless somebody has moved it to another name. */
async function withdraw(
  name: Lfn,
  lost: readonly Replica[],
  context: JobContext,
  {signal}: UploadState,
): Promise<void> {
  const {grid, uploads, warn} = context;
  const guids = lost.map(({guid}) => guid);
  const nameless = await namelessGuids(grid, [...new Set(guids)]);
  for (const replica of lost) {
    if (!nameless.has(replica.guid.toLowerCase())) {
      warn(`${name}: the content that was copied has another name by now.`);
      uploads?.end(replica.url);
      continue;
    }
    const isRefused = await isDropRefused(grid, replica);
    const error = isRefused ? await removeRest(context, replica, signal) : undefined;
    if (error === undefined) uploads?.end(replica.url);
    const why = error?.message ?? 'its host lets no client remove files';
    if (error ?? (isRefused && context.refusedRemovals.has(replica.url)))
      warn(`${name}: registered in vain, and not removed: ${replica.url} (${why})`);
  }
}

/** Have the service itself remove a replica: it may, wherever that is. */
async function isDropRefused(grid: Requester, {guid, se}: Replica): Promise<boolean> {
  try {
    await dropReplica(grid, guid, se);
    return false;
  } catch (error) {
    if (error instanceof AlienError) return true;
    throw error;
  }
}
