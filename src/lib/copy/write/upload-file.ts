import {removeEntry} from '../../catalogue/change.ts';
import {AlienError, ServerError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {type Content, type HashedFile, localContent} from '../model/content.ts';
import {lookAt} from './confirm-name.ts';
import {makeEmptyEntry} from './empty-entries.ts';
import {hashFile} from '../transfer/hash-file.ts';
import type {Outcome} from '../model/outcome.ts';
import type {JobContext, UploadState} from '../model/transfer.ts';
import {NameTaken} from '../model/name-taken.ts';
import {isOutcomeUnknown} from '../model/outcome-unknown.ts';
import {whyEntryUpToDate} from './up-to-date.ts';
import type {UploadItem} from '../model/plan.ts';
import {replaceEntry, replacementOf} from '../replace/replace-entry.ts';
import {storeContent, type Stored} from './store-content.ts';
import {holdsAnything, isOfSize} from './known-size.ts';
import {takeSnapshot} from './snapshot.ts';
import {UnreadContent} from './unread-content.ts';

/**
 * Upload one file. What has its name on the grid is replaced only after the new content is registered, under
 * a temporary name; nothing is registered unless its bytes are on a storage element and are those of the file.
 */
export async function uploadFile(
  item: UploadItem,
  context: JobContext,
  state: UploadState,
): Promise<Outcome> {
  if (item.isStream || (item.size === 0 && (await holdsAnything(item.source))))
    return await uploadSnapshot(item, context, state);
  const compared = await compare(item, context, state);
  if (compared === 'snapshot') return await uploadSnapshot(item, context, state);
  if ('upToDate' in compared) return {kind: 'skipped', reason: compared.upToDate};
  const {size} = compared.content;
  const outcome = await putContent(item, compared.content, context, state);
  if (size === item.size) return outcome;
  const change = `it had ${item.size} bytes when the copy was planned, and ${size} when it was sent`;
  return {...outcome, bytes: size, warning: outcome.warning ? `${outcome.warning}; ${change}` : change};
}

/** Upload what is read of a source whose size cannot be known before. */
async function uploadSnapshot(item: UploadItem, context: JobContext, state: UploadState): Promise<Outcome> {
  const {comparison, storage} = context;
  state.step = 'read';
  await using snapshot = await takeSnapshot(item.source, state.signal);
  const {size, md5} = snapshot;
  const known = {...item, size, changed: undefined, unchangedSince: undefined};
  const upToDate = await whyEntryUpToDate(known, comparison, () => Promise.resolve(md5));
  if (upToDate !== undefined) return {kind: 'skipped', reason: upToDate};
  return {...(await putContent(item, localContent(snapshot, storage), context, state)), bytes: size};
}

/** Give a name on the grid this content, which may be new or replaces what is there. */
export async function putContent(
  item: UploadItem,
  content: Content,
  context: JobContext,
  state: UploadState,
): Promise<Outcome & {kind: 'copied'}> {
  const {existing, lfn} = item;
  const store = async (name: Lfn): Promise<Stored> =>
    content.size === 0
      ? {guid: undefined, outcome: await makeEmptyEntry(name, context, state)}
      : await storeContent(item, name, content, context, state);
  if (existing === undefined) return (await store(lfn)).outcome;

  const replacement = replacementOf(existing);
  const end = await context.journal?.begin(replacement);
  let isOver = false; // until it is certain that nothing is left under the other names: the next run looks then
  let isReplacing = false;
  try {
    const {guid, outcome} = await store(replacement.temporary);
    state.signal.throwIfAborted();
    isReplacing = true;
    state.step = 'replace';
    const look = () => lookAt(lfn, false, context, state);
    const warning = await replaceEntry(context.grid, replacement, guid, look);
    isOver = warning === undefined;
    return warning === undefined ? outcome : {...outcome, warning};
  } catch (error) {
    if (error instanceof NameTaken) isOver = true;
    else if (!isReplacing) isOver = await removeRest(replacement.temporary, error, context, state);
    throw error;
  } finally {
    await end?.(isOver);
  }
}

/** After a failure to store new content: no entry may stay under its own name. @returns whether that is certain */
async function removeRest(
  temporary: Lfn,
  error: unknown,
  {grid}: JobContext,
  {signal, step}: UploadState,
): Promise<boolean> {
  // A further replica may have failed after the first one had made the entry: by this machine, or by an abort.
  const isOurs = error instanceof AlienError && error.fault === 'user';
  if (!signal.aborted && !isOurs && step !== 'register') return true;
  return await removeEntry(grid, temporary).then(
    () => true,
    (refusal: unknown) => refusal instanceof ServerError && !isOutcomeUnknown(refusal),
  );
}

/**
 * The content to send, or why none is; `snapshot` where the file system tells another size than is there. A large file is
 * read only if its md5 decides that.
 */
async function compare(
  item: UploadItem,
  {comparison, hashes, storage, emit}: JobContext,
  state: UploadState,
): Promise<{content: Content} | {upToDate: string} | 'snapshot'> {
  state.step = 'read';
  let known: HashedFile | undefined;
  const onBytes = (bytes: number) => emit({kind: 'reading', item, bytes});
  const read = async () =>
    (known ??= await hashes.run(() => hashFile(item.source, item.size, state.signal, onBytes), state.signal));
  const upToDate = await whyEntryUpToDate(item, comparison, async () => (await read()).md5);
  if (upToDate !== undefined) return {upToDate};
  const unread = known === undefined ? await UnreadContent.of(item.source, item.size, storage) : undefined;
  if (unread !== undefined) return {content: unread};
  const hashed = await read();
  if (hashed.size !== item.size && !(await isOfSize(item.source, hashed.size))) return 'snapshot';
  return {content: localContent(hashed, storage)};
}
