import type {Replica} from '../../catalogue/access.ts';
import {dropReplica, namelessGuids} from '../../catalogue/content.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {AlienError, ServerError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {NameTaken} from '../model/name-taken.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Upload} from './upload.ts';

/** ms that an abort leaves for the look at a name that has got its content: without it the run could not say what it did. */
const LOOK_AFTER_ABORT = 500;

/**
 * Make sure that a name has got the content that was registered for it. Of two registrations of one new name the service
 * answers both with success, but the name keeps the content of the first; what was registered in vain is removed.
 * @param lfn what it was registered as, which may be a temporary name
 * @returns a warning where that cannot be found out
 * @throws {NameTaken} 17 where the name has another content; {ServerError} 2 where nothing has it; what cannot be found
 *   out of a temporary name, since nothing may be replaced then
 */
export async function confirmName(
  upload: Upload,
  lfn: Lfn,
  registered: readonly Replica[],
): Promise<string | undefined> {
  const {item, context, state} = upload;
  const name = item.lfn;
  let holder: Entry | undefined;
  try {
    holder = await lookAt(lfn, lfn === name ? LOOK_AFTER_ABORT : 0, upload);
  } catch (error) {
    if (lfn !== name || !(error instanceof AlienError || state.signal.aborted)) throw error;
    return `registered, but not confirmed: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (holder === undefined)
    throw new ServerError(`${lfn} was registered, but it is not there any more.`, {code: 'NO_SUCH_FILE'});
  const lost = registered.filter(({guid}) => guid.toLowerCase() !== holder.guid);
  if (lost.length > 0) await withdraw(lost, upload);
  for (const replica of registered)
    if (!lost.some(({url}) => url === replica.url)) context.unregistered.end(replica);
  if (lost.length === registered.length)
    throw new NameTaken(`Another file has got the name ${name} meanwhile: it stays as it is.`);
  return undefined;
}

/**
 * What has a name by now; asked for many files at once.
 * @param patience ms that it may still take after an abort, which hurries it
 */
export async function lookAt(
  lfn: Lfn,
  patience: number,
  {context: {names}, state: {registering, signal, letNextStart}}: Upload,
): Promise<Entry | undefined> {
  if (patience === 0) signal.throwIfAborted();
  if (names.hasRoom) letNextStart();
  const {promise: ended, reject} = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    names.hurry();
    if (patience === 0) reject(signal.reason as Error);
    else if (patience < Infinity) timer = setTimeout(() => reject(signal.reason as Error), patience);
  };
  signal.addEventListener('abort', onAbort, {once: true});
  try {
    const looked = registering.look(lfn);
    if (signal.aborted) onAbort();
    return await Promise.race([looked, ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Take back what was registered under no name; unless it has been moved to another name. */
async function withdraw(lost: readonly Replica[], {item, context, state}: Upload): Promise<void> {
  const {grid, unregistered, warn} = context;
  const name = item.lfn;
  const guids = lost.map(({guid}) => guid);
  const nameless = await namelessGuids(grid, [...new Set(guids)]);
  for (const replica of lost) {
    if (!nameless.has(replica.guid.toLowerCase())) {
      warn(`${name}: the content that was copied has another name by now.`);
      unregistered.end(replica);
      continue;
    }
    const isRefused = await isDropRefused(grid, replica);
    const error = isRefused ? await unregistered.remove(replica, state.signal) : undefined;
    if (error === undefined) unregistered.end(replica);
    const why = error?.message ?? 'its host lets no client remove files';
    if (error ?? (isRefused && unregistered.isLeftToService(replica)))
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
